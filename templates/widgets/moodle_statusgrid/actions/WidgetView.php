<?php declare(strict_types = 0);

namespace Modules\MoodleStatusGrid\Actions;

use Modules\MoodleCharts\{
    FleetView,
    Measurements,
    Selection
};
use Modules\MoodleStatusGrid\Includes\{
    Problems,
    WidgetForm
};

class WidgetView extends FleetView {

    private const MOST_HOSTS = 1000;

    /** A monthly measure has a value that is not older. */
    private const VALUE_DAYS = 62;

    protected function read(array $fields): array {
        $selection = new Selection($fields, self::MOST_HOSTS);

        $selection->keepThoseWith($fields['key']);

        if (!$selection->hosts) {
            return self::nothing($selection);
        }

        $problems = Problems::of(array_keys($selection->hosts), (int) $fields['severity'], (bool) $fields['suppressed']);
        $silent = self::silent($selection, $fields['available_key'], (int) $fields['silent']);
        $values = self::values($selection, $fields['key']);
        $tiles = [];

        foreach ($selection->hosts as $hostid => $host) {
            $tiles[] = [
                'hostid' => (string) $hostid,
                'name' => $host['name'],
                'value' => $values[$hostid] ?? null,
                'problems' => $problems[$hostid] ?? [],
                'severity' => array_key_exists($hostid, $problems) ? $problems[$hostid][0]['severity'] : null,
                'silent' => array_key_exists($hostid, $silent),
                'maintenance' => $host['maintenance_status'] == HOST_MAINTENANCE_STATUS_ON
            ];
        }

        if ($fields['sort'] == WidgetForm::WORST_FIRST) {
            // stable: within one state by name
            usort($tiles, static fn (array $a, array $b): int => self::rank($b) <=> self::rank($a));
        }

        return ['picture' => $tiles, 'notes' => self::notes($selection, false)];
    }

    private static function rank(array $tile): array {
        return [$tile['severity'] ?? -1, $tile['silent'], count($tile['problems'])];
    }

    /**
     * @return array  Hosts that have the item, but no value in time, or 0, as keys.
     */
    private static function silent(Selection $selection, string $key, int $minutes): array {
        if ($minutes === 0) {
            return [];
        }

        $items = $selection->itemsOfTypes($key, null);
        $since = time() - 60 * $minutes;
        $reporting = [];

        foreach ((new Measurements(intdiv($minutes, 1440) + 1, time()))->last($items) as $itemid => $last) {
            if ($last['clock'] >= $since && $last['value'] != 0) {
                $reporting[$items[$itemid]['hostid']] = true;
            }
        }

        return array_diff_key(array_column($items, 'itemid', 'hostid'), $reporting);
    }

    private static function values(Selection $selection, string $key): array {
        $items = $selection->itemsOfTypes($key, null);
        $values = [];

        foreach ((new Measurements(self::VALUE_DAYS, time()))->last($items) as $itemid => $last) {
            $values[$items[$itemid]['hostid']] = formatHistoryValue($last['value'], $items[$itemid]);
        }

        return $values;
    }
}
