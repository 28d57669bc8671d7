<?php declare(strict_types = 0);

namespace Modules\MoodleDistribution\Includes;

use Modules\MoodleCharts\{
    FleetForm,
    Scale,
    Texts
};
use Zabbix\Widgets\Fields\CWidgetFieldCheckBox;

class WidgetForm extends FleetForm {

    public function addFields(): self {
        return $this
            ->addHosts()
            ->addKey('key', 'Item key')
            ->addHostValue()
            ->addNumber('buckets', 'Bars (0: automatic)', 0, 40, 0)
            ->addChoice('scale', 'Scale', [Scale::LINEAR => 'linear', Scale::LOGARITHMIC => 'logarithmic'])
            ->addField((new CWidgetFieldCheckBox('quartiles', Texts::of('Quartiles')))->setDefault(1))
            ->addColor();
    }
}
