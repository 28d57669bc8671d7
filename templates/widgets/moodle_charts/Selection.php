<?php declare(strict_types = 1);

namespace Modules\MoodleCharts;

use API;

/**
 * The hosts and items that a widget looks at: those of the viewer, and no more than a bound.
 */
final class Selection {

    /** @var array<string, array> hosts by id, sorted by name: hostid, name, maintenance_status */
    public array $hosts;

    /** How many hosts there are without the bound. */
    public int $total;

    /**
     * @param array $fields  Values of the widget's fields groupids and hostids.
     * @param int   $most    Bound on hosts.
     */
    public function __construct(array $fields, int $most) {
        $options = [
            'output' => ['hostid', 'name', 'maintenance_status'],
            'monitored_hosts' => true,
            'preservekeys' => true
        ];

        if ($fields['groupids']) {
            $options['groupids'] = getSubGroups($fields['groupids']);
        }

        if ($fields['hostids']) {
            $options['hostids'] = $fields['hostids'];
        }

        // not in the call: names are sorted in the viewer's way, and the number of all is told
        $hosts = API::Host()->get($options);
        uasort($hosts, static fn (array $a, array $b): int => strnatcasecmp($a['name'], $b['name']));

        $this->total = count($hosts);
        $this->hosts = array_slice($hosts, 0, $most, true);
    }

    /**
     * Leaves out the hosts that have no such item: of groups and totals, whose hosts are in the same host groups.
     *
     * @param string $key  Item key; '' leaves all.
     */
    public function keepThoseWith(string $key): void {
        if ($key !== '') {
            $items = $this->itemsOfTypes($key, null);
            $cut = $this->total - count($this->hosts);
            $this->hosts = array_intersect_key($this->hosts, array_column($items, 'itemid', 'hostid'));
            $this->total = count($this->hosts) + $cut;
        }
    }

    public function isCut(): bool {
        return $this->total > count($this->hosts);
    }

    /**
     * Numeric items of these hosts.
     *
     * @param string $key  Item key; * stands for any characters.
     *
     * @return array<string, array>  By id: itemid, hostid, name, value_type, units, trends.
     */
    public function items(string $key): array {
        return $this->itemsOfTypes($key, [ITEM_VALUE_TYPE_FLOAT, ITEM_VALUE_TYPE_UINT64]);
    }

    /**
     * @param int[]|null $types  Value types, null: any.
     */
    public function itemsOfTypes(string $key, ?array $types): array {
        if (!$this->hosts || $key === '') {
            return [];
        }

        $pattern = strpos($key, '*') !== false;
        $options = [
            'output' => ['itemid', 'hostid', 'name', 'value_type', 'units', 'trends'],
            'selectValueMap' => ['mappings'],
            'hostids' => array_keys($this->hosts),
            'monitored' => true,
            'webitems' => true,
            'filter' => $types === null ? [] : ['value_type' => $types],
            'preservekeys' => true
        ];

        if ($pattern) {
            $options['search'] = ['key_' => $key];
            $options['searchWildcardsEnabled'] = true;
        }
        else {
            $options['filter']['key_'] = $key;
        }

        $items = API::Item()->get($options);
        $places = array_flip(array_keys($this->hosts));
        uasort($items, static fn (array $a, array $b): int => $places[$a['hostid']] <=> $places[$b['hostid']]);

        foreach ($items as &$item) {
            $item['valuemap'] = is_array($item['valuemap']) ? $item['valuemap'] : [];
        }
        unset($item);

        return $items;
    }
}
