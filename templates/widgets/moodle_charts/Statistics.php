<?php declare(strict_types = 1);

namespace Modules\MoodleCharts;

final class Statistics {

    /**
     * A quantile with linear interpolation between the two values next to it (type 7 of Hyndman and Fan, as spreadsheets do).
     *
     * @param float[] $values  At least one.
     * @param float   $share   0 to 1; 0.5 is the median.
     */
    public static function quantile(array $values, float $share): float {
        sort($values);
        $place = $share * (count($values) - 1);
        $below = (int) floor($place);
        $above = min($below + 1, count($values) - 1);

        return $values[$below] + ($place - $below) * ($values[$above] - $values[$below]);
    }

    /**
     * The line of least squares y = slope * x + start, and Pearson's r.
     *
     * @param array[] $points  Pairs of x and y.
     *
     * @return array|null  slope, start, r; null below three points, or where all have the same x or the same y.
     */
    public static function line(array $points): ?array {
        $count = count($points);

        if ($count < 3) {
            return null;
        }

        $x = array_column($points, 0);
        $y = array_column($points, 1);
        $middle_x = array_sum($x) / $count;
        $middle_y = array_sum($y) / $count;
        $xx = $yy = $xy = 0.0;

        foreach ($points as $point) {
            $xx += ($point[0] - $middle_x) ** 2;
            $yy += ($point[1] - $middle_y) ** 2;
            $xy += ($point[0] - $middle_x) * ($point[1] - $middle_y);
        }

        if (max($x) <= min($x) || max($y) <= min($y)) {
            return null;
        }

        $slope = $xy / $xx;

        return ['slope' => $slope, 'start' => $middle_y - $slope * $middle_x, 'r' => $xy / sqrt($xx * $yy)];
    }
}
