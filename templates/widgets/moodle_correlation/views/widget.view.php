<?php declare(strict_types = 0);

/**
 * @var CView $this
 * @var array $data
 */

use Modules\MoodleCharts\Figure;
use Modules\MoodleCorrelation\Includes\WidgetForm;

Figure::show($data, 'moodle-correlation', static function (array $picture, array $fields): array {
    ['scale_x' => $scale_x, 'scale_y' => $scale_y, 'item_x' => $item_x, 'item_y' => $item_y] = $picture;
    $named = $fields['labels'] == WidgetForm::LABELS_ALWAYS
        || ($fields['labels'] == WidgetForm::LABELS_FEW && count($picture['dots']) <= 12);
    $grid = [];

    foreach ($scale_x->ticks() as $tick) {
        $grid[] = (new CTag('span', true))->addClass('moodle-grid')
            ->setAttribute('style', 'top: 0; bottom: 0; width: 1px; left: '.Figure::percent($scale_x->position($tick)));
    }

    foreach ($scale_y->ticks() as $tick) {
        $grid[] = (new CTag('span', true))->addClass('moodle-grid')
            ->setAttribute('style', 'left: 0; right: 0; height: 1px; bottom: '.Figure::percent($scale_y->position($tick)));
    }

    $dots = [];

    foreach ($picture['dots'] as $dot) {
        $x = Figure::number($dot['x'], $item_x);
        $y = Figure::number($dot['y'], $item_y);
        $share = $scale_x->position($dot['x']);
        $button = Figure::hostButton($dot['hostid'], $dot['name'].': '.$item_x['name'].' '.$x.', '.$item_y['name'].' '.$y)
            ->addClass('moodle-dot')
            ->setAttribute('style', 'background-color: '.Figure::color($fields))
            ->setHint([new CTag('b', true, $dot['name']), new CTag('br'), $item_x['name'].': '.$x, new CTag('br'),
                $item_y['name'].': '.$y
            ], '', false);

        $dots[] = (new CTag('li', true, [
            $button,
            $named
                ? (new CTag('span', true, $dot['name']))
                    ->addClass('moodle-name')
                    ->addClass($share > 0.7 ? 'moodle-left' : null)
                    ->setAttribute('aria-hidden', 'true')
                : null
        ]))->setAttribute('style', 'left: '.Figure::percent($share).'; bottom: '.
            Figure::percent($scale_y->position($dot['y']))
        );
    }

    $line = $picture['line'];
    $summary = Figure::instances(count($picture['dots']));
    $drawn = null;

    if ($line !== null && $fields['trend']) {
        $summary .= ' · r = '.number_format($line['r'], 2);
        $y_at = static fn (float $share): string =>
            number_format(100 * (1 - $line['start'] - $line['slope'] * $share), 3, '.', '');
        $drawn = (new CTag('svg', true, (new CTag('line', true))
            ->setAttribute('x1', '0')
            ->setAttribute('y1', $y_at(0))
            ->setAttribute('x2', '100')
            ->setAttribute('y2', $y_at(1))
            ->setAttribute('vector-effect', 'non-scaling-stroke')
        ))
            ->setAttribute('viewBox', '0 0 100 100')
            ->setAttribute('preserveAspectRatio', 'none')
            ->setAttribute('aria-hidden', 'true')
            ->addClass('moodle-line');
    }

    return [
        (new CTag('div', true, $item_y['name']))->addClass('moodle-title-y')->setAttribute('aria-hidden', 'true'),
        (new CTag('div', true, [
            Figure::axis($scale_y->ticks(), $scale_y, $item_y, 'bottom', 6),
            (new CTag('div', true, [
                $grid,
                $drawn,
                (new CTag('ul', true, $dots))->setAttribute('aria-label', $item_x['name'].', '.$item_y['name'])
            ]))->addClass('moodle-area'),
            Figure::axis($scale_x->ticks(), $scale_x, $item_x, 'left', 8)
        ]))->addClass('moodle-plot'),
        (new CTag('div', true, $item_x['name']))->addClass('moodle-title-x')->setAttribute('aria-hidden', 'true'),
        (new CTag('p', true, $summary))->addClass('moodle-summary')
    ];
});
