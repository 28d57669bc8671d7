<?php declare(strict_types = 0);

namespace Modules\MoodleHeatmap\Actions;

use CNumberParser,
    CParser;
use Modules\MoodleCharts\{
    FleetView,
    Measurements,
    Selection,
    Slots,
    Texts
};
use Modules\MoodleHeatmap\Includes\WidgetForm;

class WidgetView extends FleetView {

    /** Bounds: on the hosts of a week, and on the rows and columns of a picture. */
    private const MOST_HOSTS = 1000;
    private const MOST_ROWS = 100;
    private const MOST_DAYS = 92;

    protected function read(array $fields): array {
        $week = $fields['rows'] == WidgetForm::WEEK;
        $days = $week ? (int) $fields['days'] : min((int) $fields['days'], self::MOST_DAYS);
        $selection = new Selection($fields, $week ? self::MOST_HOSTS : self::MOST_ROWS);
        $items = $selection->items($fields['key']);
        $measurements = new Measurements($days, time());
        $rows = $week
            ? self::week($items, $measurements, $fields)
            : self::instances($selection, $items, $measurements, $fields);
        $values = array_merge([], ...array_map('array_values', array_values(array_column($rows, 'cells'))));

        if (!$values) {
            return self::nothing($selection);
        }

        return [
            'picture' => [
                'columns' => $week ? self::hours() : self::days($days),
                'named' => $week || $days < 14 ? 1 : 7,
                'rows' => $rows,
                'item' => reset($items),
                'from' => self::number($fields['scale_min']) ?? min(0.0, min($values)),
                'to' => self::number($fields['scale_max']) ?? max($values)
            ],
            'notes' => self::notes($selection, $measurements->cut)
        ];
    }

    private static function week(array $items, Measurements $measurements, array $fields): array {
        $slots = new Slots(Slots::HOUR, (int) $fields['within'], (int) $fields['across']);
        $measurements->each($items, static fn (array $item, array $rows) => $slots->addItem($rows));
        $week = $slots->week();
        $rows = [];

        foreach (['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as $n => $weekday) {
            $rows[] = ['name' => Texts::of($weekday), 'hostid' => null, 'cells' => $week[$n + 1] ?? []];
        }

        return $rows;
    }

    private static function instances(Selection $selection, array $items, Measurements $measurements,
            array $fields): array {
        $slots = [];
        $measurements->each($items, static function (array $item, array $rows) use (&$slots, $fields): void {
            $slots[$item['hostid']] = $slots[$item['hostid']]
                ?? new Slots(Slots::DAY, (int) $fields['within'], (int) $fields['across']);
            $slots[$item['hostid']]->addItem($rows);
        });
        $rows = [];

        foreach ($selection->hosts as $hostid => $host) {
            if (array_key_exists($hostid, $slots)) {
                $rows[] = ['name' => $host['name'], 'hostid' => (string) $hostid, 'cells' => $slots[$hostid]->values()];
            }
        }

        return $rows;
    }

    /**
     * @return array<int, string>  Labels by the key of a cell.
     */
    private static function hours(): array {
        return array_map(static fn (int $hour): string => sprintf('%02d', $hour), range(0, 23));
    }

    private static function days(int $days): array {
        $labels = [];

        for ($n = $days; $n >= 0; $n--) {
            $clock = strtotime('today -'.$n.' days');
            $labels[date(Slots::DAY, $clock)] = date(Texts::of('j M'), $clock);
        }

        return $labels;
    }

    private static function number(string $text): ?float {
        $parser = new CNumberParser(['with_size_suffix' => true, 'with_time_suffix' => true]);

        return $parser->parse($text) == CParser::PARSE_SUCCESS ? (float) $parser->calcValue() : null;
    }
}
