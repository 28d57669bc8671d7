<?php declare(strict_types = 1);

namespace Modules\MoodleCharts;

/**
 * What is left of many values: their number, sum, least and greatest.
 */
final class Tally {

    public const AVERAGE = 0;
    public const SUM = 1;
    public const MAXIMUM = 2;
    public const MINIMUM = 3;

    public int $count = 0;
    private float $sum = 0.0;
    private ?float $least = null;
    private ?float $greatest = null;

    public function add(float $value): void {
        $this->addMany(1, $value, $value, $value);
    }

    /**
     * Adds an hour that Zabbix has summed up: a row of its trends.
     */
    public function addMany(int $count, float $average, float $least, float $greatest): void {
        $this->count += $count;
        $this->sum += $count * $average;
        $this->least = $this->least === null ? $least : min($this->least, $least);
        $this->greatest = $this->greatest === null ? $greatest : max($this->greatest, $greatest);
    }

    /**
     * @param int $function  One of the constants above.
     *
     * @return float|null  Null where there were no values.
     */
    public function get(int $function): ?float {
        if ($this->count === 0) {
            return null;
        }

        switch ($function) {
            case self::SUM:
                return $this->sum;

            case self::MAXIMUM:
                return $this->greatest;

            case self::MINIMUM:
                return $this->least;

            default:
                return $this->sum / $this->count;
        }
    }
}
