<?php declare(strict_types = 0);

namespace Modules\MoodleHeatmap\Includes;

use Modules\MoodleCharts\{
    FleetForm,
    Tally,
    Texts
};
use Zabbix\Widgets\Fields\CWidgetFieldNumericBox;

class WidgetForm extends FleetForm {

    public const WEEK = 0;
    public const INSTANCES = 1;

    public function addFields(): self {
        $functions = [
            Tally::AVERAGE => 'average',
            Tally::SUM => 'sum',
            Tally::MAXIMUM => 'maximum',
            Tally::MINIMUM => 'minimum'
        ];

        return $this
            ->addHosts()
            ->addKey('key', 'Item key')
            ->addChoice('rows', 'Rows and columns', [
                self::WEEK => 'weekdays and hours',
                self::INSTANCES => 'instances and days'
            ])
            ->addNumber('days', 'Days', 1, 366, 28)
            ->addChoice('within', 'Values of one hour or day', $functions, Tally::AVERAGE)
            ->addChoice('across', 'Several items', $functions, Tally::SUM)
            ->addColor()
            ->addField(new CWidgetFieldNumericBox('scale_min', Texts::of('Scale from')))
            ->addField(new CWidgetFieldNumericBox('scale_max', Texts::of('Scale to')));
    }
}
