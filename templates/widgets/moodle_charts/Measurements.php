<?php declare(strict_types = 1);

namespace Modules\MoodleCharts;

use API,
    Manager;

/**
 * Values of items over a period. Items are those that the API gave to the viewer.
 */
final class Measurements {

    private const HOUR = 3600;

    /** Up to this period single values are read, beyond it Zabbix's hourly trends, which a value a minute fills 60 times less. */
    private const VALUES_ONLY = 86400;

    /** Zabbix writes an hour's trend when the next hour has a value, or within the hour: the last ones are read from values. */
    private const UNWRITTEN = 3 * self::HOUR;

    /** Rows asked at once; a row takes about half a kilobyte of PHP's memory. */
    private const CHUNK = 20000;

    /** Rows of one picture. */
    private const MOST_ROWS = 400000;

    private int $from;
    private int $now;

    /** @var bool whether some items were left out, as they would have had too many values */
    public bool $cut = false;

    public function __construct(int $days, int $now) {
        $this->from = $now - $days * 86400;
        $this->now = $now;
    }

    /**
     * The last value of each item in the period, as text.
     *
     * @return array<string, array>  By item: value and clock; items without values are missing.
     */
    public function last(array $items): array {
        if (!$items) {
            return [];
        }

        // one row an item, where history.get would need a call an item
        $last = Manager::History()->getLastValues($items, 1, $this->now - $this->from);

        return array_map(static fn (array $rows): array => $rows[0], array_filter($last));
    }

    /**
     * Calls back with each item's rows, one item after the other: clock, num, value_avg, value_min, value_max.
     *
     * @param callable $use  Gets item and rows.
     */
    public function each(array $items, callable $use): void {
        $split = $this->now - $this->from <= self::VALUES_ONLY
            ? $this->from
            : $this->now - $this->now % self::HOUR - self::UNWRITTEN;
        $with_trends = array_filter($items, static fn (array $item): bool => timeUnitToSeconds($item['trends']) > 0);
        $rows_each = max(1, intdiv($this->now - $this->from, self::HOUR));
        $left = self::MOST_ROWS;

        foreach (array_chunk($items, max(1, intdiv(self::CHUNK, $rows_each)), true) as $chunk) {
            if ($left <= 0) {
                $this->cut = true;
                break;
            }

            $left -= $this->eachOf($chunk, array_intersect_key($chunk, $with_trends), $split, $use);
        }
    }

    /**
     * @return int  Rows read.
     */
    private function eachOf(array $items, array $with_trends, int $split, callable $use): int {
        $rows = array_fill_keys(array_keys($items), []);
        $trends = $with_trends && $split > $this->from
            ? API::Trend()->get([
                'output' => ['itemid', 'clock', 'num', 'value_avg', 'value_min', 'value_max'],
                'itemids' => array_keys($with_trends),
                'time_from' => $this->from,
                'time_till' => $split - 1
            ])
            : [];

        foreach ($trends as $row) {
            $rows[$row['itemid']][] = $row;
        }

        $read = count($trends) + $this->addValues($rows, $with_trends, max($split, $this->from))
            + $this->addValues($rows, array_diff_key($items, $with_trends), $this->from);

        foreach ($items as $itemid => $item) {
            $use($item, $rows[$itemid]);
        }

        return $read;
    }

    private function addValues(array &$rows, array $items, int $from): int {
        $read = 0;

        foreach ([ITEM_VALUE_TYPE_FLOAT, ITEM_VALUE_TYPE_UINT64] as $type) {
            $of_type = array_filter($items, static fn (array $item): bool => $item['value_type'] == $type);

            if (!$of_type) {
                continue;
            }

            $values = API::History()->get([
                'output' => ['itemid', 'clock', 'value'],
                'history' => $type,
                'itemids' => array_keys($of_type),
                'time_from' => $from,
                'time_till' => $this->now,
                'sortfield' => 'clock',
                'sortorder' => ZBX_SORT_DOWN,
                // never the whole memory, should an item have a value a second
                'limit' => 2 * self::CHUNK
            ]);
            $read += count($values);
            $this->cut = $this->cut || count($values) === 2 * self::CHUNK;

            foreach ($values as $row) {
                $rows[$row['itemid']][] = ['clock' => $row['clock'], 'num' => 1, 'value_avg' => $row['value'],
                    'value_min' => $row['value'], 'value_max' => $row['value']
                ];
            }
        }

        return $read;
    }
}
