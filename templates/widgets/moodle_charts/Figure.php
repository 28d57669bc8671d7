<?php declare(strict_types = 1);

namespace Modules\MoodleCharts;

use CDiv,
    CMenuPopupHelper,
    CTag,
    CWidgetView;

/**
 * Pieces that the pictures share. The front end's tags escape the texts and attributes that they are given.
 */
final class Figure {

    /**
     * Answers the widget: the figure, or why there is none.
     *
     * @param callable $draw  Gets the picture, gives tags.
     */
    public static function show(array $data, string $class, callable $draw): void {
        $content = array_key_exists('empty', $data)
            ? (new CDiv($data['empty']))->addClass('moodle-empty')
            : [$draw($data['picture'], $data['fields']), self::notes($data['notes'])];

        (new CWidgetView($data))
            ->addItem(
                (new CTag('figure', true, $content))
                    ->addClass('moodle-chart')
                    ->addClass($class)
            )
            ->show();
    }

    /**
     * Text for screen readers.
     */
    public static function hidden(string $text): CTag {
        return (new CTag('span', true, $text))->addClass('moodle-hidden');
    }

    /**
     * A button that opens the front end's menu of a host, as far as the viewer may use it.
     */
    public static function hostButton(string $hostid, string $label): CTag {
        return (new CTag('button', true))
            ->setAttribute('type', 'button')
            ->setAttribute('aria-label', $label)
            ->setMenuPopup(CMenuPopupHelper::getHost($hostid));
    }

    /**
     * A place in a plot in percent, with a point whatever the locale is.
     */
    public static function percent(float $share): string {
        return number_format(100 * $share, 3, '.', '').'%';
    }

    /**
     * The field's colour, or the default where the field holds none.
     */
    public static function color(array $fields): string {
        return '#'.($fields['color'] ?: FleetForm::COLOR);
    }

    /**
     * @param array|null $item  Where the value is from, for its units.
     */
    public static function number(float $value, ?array $item): string {
        return convertUnits(['value' => $value, 'units' => $item === null ? '' : $item['units']]);
    }

    public static function instances(int $count): string {
        return $count === 1 ? Texts::of('%1$s instance', $count) : Texts::of('%1$s instances', $count);
    }

    /**
     * Whether the front end writes these values in units of 1024.
     */
    public static function isBinary(?array $item): bool {
        return $item !== null && in_array($item['units'], ['B', 'Bps'], true);
    }

    /**
     * Labels along an axis, no more than fit.
     *
     * @param float[] $ticks
     * @param string  $side   The CSS property that places them: left or bottom.
     */
    public static function axis(array $ticks, Scale $scale, ?array $item, string $side, int $most): CTag {
        $each = (int) ceil(count($ticks) / $most);
        $labels = [];
        $longest = 0;

        foreach ($ticks as $n => $tick) {
            if ($n % $each === 0) {
                $label = self::number($tick, $item);
                $longest = max($longest, mb_strlen($label));
                $labels[] = (new CTag('span', true, $label))
                    ->setAttribute('style', $side.': '.self::percent($scale->position($tick)));
            }
        }

        return (new CTag('div', true, $labels))
            ->addClass('moodle-axis')
            ->addClass($side === 'left' ? 'moodle-axis-x' : 'moodle-axis-y')
            ->setAttribute('style', $side === 'left' ? '' : 'min-width: calc('.$longest.'ch + 12px)')
            ->setAttribute('aria-hidden', 'true');
    }

    private static function notes(array $notes): ?CTag {
        return $notes ? (new CTag('p', true, implode(' · ', $notes)))->addClass('moodle-note') : null;
    }
}
