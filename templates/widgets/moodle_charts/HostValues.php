<?php declare(strict_types = 1);

namespace Modules\MoodleCharts;

/**
 * One value a host: the last one of a measure, or its average or maximum over some days. Items of one host that match a pattern are
 * added up.
 */
final class HostValues {

    public const LAST = 0;
    public const AVERAGE = 1;
    public const MAXIMUM = 2;

    /** @var array<string, float> by host */
    public array $values = [];

    /** @var array|null an item, for units and name; null without any */
    public ?array $item;

    public bool $cut;

    public function __construct(Selection $selection, string $key, int $value, Measurements $measurements) {
        $items = $selection->items($key);
        $this->item = $items ? reset($items) : null;

        if ($value === self::LAST) {
            foreach ($measurements->last($items) as $itemid => $last) {
                $this->add($items[$itemid]['hostid'], (float) $last['value']);
            }
        }
        else {
            $measurements->each($items, fn (array $item, array $rows) => $this->addRows($item, $rows, $value));
        }

        $this->cut = $measurements->cut;
    }

    private function addRows(array $item, array $rows, int $value): void {
        $tally = new Tally();

        foreach ($rows as $row) {
            $tally->addMany((int) $row['num'], (float) $row['value_avg'], (float) $row['value_min'],
                (float) $row['value_max']
            );
        }

        if ($tally->count > 0) {
            $this->add($item['hostid'], $tally->get($value === self::MAXIMUM ? Tally::MAXIMUM : Tally::AVERAGE));
        }
    }

    private function add(string $hostid, float $value): void {
        $this->values[$hostid] = ($this->values[$hostid] ?? 0.0) + $value;
    }
}
