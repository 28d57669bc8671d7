<?php declare(strict_types = 0);

namespace Modules\MoodleCorrelation\Actions;

use Modules\MoodleCharts\{
    Figure,
    FleetView,
    HostValues,
    Measurements,
    Scale,
    Selection,
    Statistics,
    Texts
};

class WidgetView extends FleetView {

    private const MOST_HOSTS = 500;
    private const STEPS = 5;

    protected function read(array $fields): array {
        $selection = new Selection($fields, self::MOST_HOSTS);
        $measurements = new Measurements((int) $fields['days'], time());
        $x = new HostValues($selection, $fields['key_x'], (int) $fields['value'], $measurements);
        $y = new HostValues($selection, $fields['key_y'], (int) $fields['value'], $measurements);
        $both = array_intersect_key($x->values, $y->values);
        $shown = array_filter($both, static fn ($hostid): bool =>
            self::fits($both[$hostid], $fields['scale_x']) && self::fits($y->values[$hostid], $fields['scale_y']),
            ARRAY_FILTER_USE_KEY
        );

        if (!$shown) {
            return self::nothing($selection);
        }

        $notes = self::notes($selection, $measurements->cut);

        if (count($shown) < count($both)) {
            $notes[] = Texts::of('%1$s at zero or below are not shown', count($both) - count($shown));
        }

        return [
            'picture' => self::picture($selection, $shown, $y->values,
                new Scale((int) $fields['scale_x'], array_values($shown), self::STEPS, Figure::isBinary($x->item)),
                new Scale((int) $fields['scale_y'], array_values(array_intersect_key($y->values, $shown)), self::STEPS,
                    Figure::isBinary($y->item)
                )
            ) + ['item_x' => $x->item, 'item_y' => $y->item],
            'notes' => $notes
        ];
    }

    private static function fits(float $value, $scale): bool {
        return $scale == Scale::LINEAR || $value > 0;
    }

    private static function picture(Selection $selection, array $x, array $y, Scale $scale_x, Scale $scale_y): array {
        $dots = [];

        foreach ($selection->hosts as $hostid => $host) {
            if (array_key_exists($hostid, $x)) {
                $dots[] = ['hostid' => (string) $hostid, 'name' => $host['name'], 'x' => $x[$hostid], 'y' => $y[$hostid]];
            }
        }

        // in positions from 0 to 1, where the line is straight on any scale; r is the same as in values
        $line = Statistics::line(array_map(static fn (array $dot): array =>
            [$scale_x->position($dot['x']), $scale_y->position($dot['y'])], $dots
        ));

        return ['dots' => $dots, 'scale_x' => $scale_x, 'scale_y' => $scale_y, 'line' => $line];
    }
}
