<?php declare(strict_types = 0);

namespace Modules\MoodleStatusGrid\Includes;

use CSeverityHelper;
use Modules\MoodleCharts\{
    FleetForm,
    Texts
};
use Zabbix\Widgets\Fields\{
    CWidgetFieldCheckBox,
    CWidgetFieldSelect,
    CWidgetFieldTextBox
};

class WidgetForm extends FleetForm {

    public const WORST_FIRST = 0;
    public const BY_NAME = 1;

    public function addFields(): self {
        $severities = [];

        for ($severity = TRIGGER_SEVERITY_NOT_CLASSIFIED; $severity < TRIGGER_SEVERITY_COUNT; $severity++) {
            $severities[$severity] = CSeverityHelper::getName($severity);
        }

        return $this
            ->addHosts()
            ->addKey('key', 'Item key of the value on a tile', false)
            ->addField(
                (new CWidgetFieldSelect('severity', Texts::of('Problems from severity'), $severities))
                    ->setDefault(TRIGGER_SEVERITY_NOT_CLASSIFIED)
            )
            ->addField(new CWidgetFieldCheckBox('suppressed', _('Show suppressed problems')))
            ->addField(
                (new CWidgetFieldTextBox('available_key', Texts::of('Item key that reports')))
                    ->setDefault('moodle.collector.answers')
            )
            ->addNumber('silent', 'Silent after minutes (0: never)', 0, 525600, 15)
            ->addChoice('sort', 'Order', [self::WORST_FIRST => 'worst first', self::BY_NAME => 'by name']);
    }
}
