<?php declare(strict_types = 1);

namespace Modules\MoodleCharts;

/**
 * Values of items put into slots of the calendar (hours or days, in PHP's time zone): within a slot the values of one item are
 * combined first, then those of all items. Items come one after the other, so that only one item's values are held.
 */
final class Slots {

    public const HOUR = 'Y-m-d H';
    public const DAY = 'Y-m-d';

    private string $format;
    private int $within;
    private int $across;

    /** @var array<string, Tally> */
    private array $slots = [];

    /**
     * @param string $format  HOUR or DAY.
     * @param int    $within  How values of one item in a slot are combined, a constant of Tally.
     * @param int    $across  How items are combined in a slot.
     */
    public function __construct(string $format, int $within, int $across) {
        $this->format = $format;
        $this->within = $within;
        $this->across = $across;
    }

    /**
     * @param iterable $rows  Rows of one item: clock, num, value_avg, value_min, value_max.
     */
    public function addItem(iterable $rows): void {
        $own = [];

        foreach ($rows as $row) {
            $slot = date($this->format, (int) $row['clock']);
            $own[$slot] = $own[$slot] ?? new Tally();
            $own[$slot]->addMany((int) $row['num'], (float) $row['value_avg'], (float) $row['value_min'],
                (float) $row['value_max']
            );
        }

        foreach ($own as $slot => $tally) {
            $this->slots[$slot] = $this->slots[$slot] ?? new Tally();
            $this->slots[$slot]->add($tally->get($this->within));
        }
    }

    /**
     * @return array<string, float>  Combined value by slot; slots without values are missing.
     */
    public function values(): array {
        $across = $this->across;

        return array_map(static fn (Tally $tally): float => $tally->get($across), $this->slots);
    }

    /**
     * The typical week: the average of each hour over all weeks that have it.
     *
     * @return array  By weekday (1 is Monday, 7 Sunday), then by hour (0 to 23).
     */
    public function week(): array {
        $week = [];

        foreach ($this->values() as $slot => $value) {
            // in UTC, where each written hour exists once
            $clock = strtotime($slot.':00 UTC');
            $weekday = (int) gmdate('N', $clock);
            $hour = (int) gmdate('G', $clock);
            $week[$weekday][$hour] = $week[$weekday][$hour] ?? new Tally();
            $week[$weekday][$hour]->add($value);
        }

        return array_map(static fn (array $hours): array =>
            array_map(static fn (Tally $tally): float => $tally->get(Tally::AVERAGE), $hours), $week
        );
    }
}
