<?php declare(strict_types = 0);

namespace Modules\MoodleCorrelation\Includes;

use Modules\MoodleCharts\{
    FleetForm,
    Scale,
    Texts
};
use Zabbix\Widgets\Fields\CWidgetFieldCheckBox;

class WidgetForm extends FleetForm {

    public const LABELS_FEW = 0;
    public const LABELS_ALWAYS = 1;
    public const LABELS_NEVER = 2;

    public function addFields(): self {
        $scales = [Scale::LINEAR => 'linear', Scale::LOGARITHMIC => 'logarithmic'];

        return $this
            ->addHosts()
            ->addKey('key_x', 'Item key to the right')
            ->addKey('key_y', 'Item key upwards')
            ->addHostValue()
            ->addChoice('scale_x', 'Scale to the right', $scales)
            ->addChoice('scale_y', 'Scale upwards', $scales)
            ->addField((new CWidgetFieldCheckBox('trend', Texts::of('Line that fits best')))->setDefault(1))
            ->addChoice('labels', 'Names', [
                self::LABELS_FEW => 'up to 12 instances',
                self::LABELS_ALWAYS => 'always',
                self::LABELS_NEVER => 'never'
            ])
            ->addColor();
    }
}
