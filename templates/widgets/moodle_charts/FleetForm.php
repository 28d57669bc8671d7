<?php declare(strict_types = 0);

namespace Modules\MoodleCharts;

use Zabbix\Widgets\{
    CWidgetField,
    CWidgetForm
};
use Zabbix\Widgets\Fields\{
    CWidgetFieldColor,
    CWidgetFieldIntegerBox,
    CWidgetFieldMultiSelectGroup,
    CWidgetFieldMultiSelectHost,
    CWidgetFieldSelect,
    CWidgetFieldTextBox
};

/**
 * Fields that several widgets have. Template dashboards show one host, so they have no choice of hosts.
 */
abstract class FleetForm extends CWidgetForm {

    public const COLOR = '3B82C4';

    protected function addHosts(): self {
        $template = $this->isTemplateDashboard();

        return $this
            ->addField($template ? null : new CWidgetFieldMultiSelectGroup('groupids', _('Host groups')))
            ->addField($template ? null : new CWidgetFieldMultiSelectHost('hostids', _('Hosts')));
    }

    protected function addKey(string $name, string $label, bool $required = true): self {
        $field = new CWidgetFieldTextBox($name, Texts::of($label));

        if ($required) {
            $field->setFlags(CWidgetField::FLAG_NOT_EMPTY | CWidgetField::FLAG_LABEL_ASTERISK);
        }

        return $this->addField($field);
    }

    /**
     * @param string[] $choices  English words by value.
     */
    protected function addChoice(string $name, string $label, array $choices, int $default = 0): self {
        $translated = array_map(static fn (string $choice): string => Texts::of($choice), $choices);

        return $this->addField((new CWidgetFieldSelect($name, Texts::of($label), $translated))->setDefault($default));
    }

    protected function addNumber(string $name, string $label, int $least, int $greatest, int $default): self {
        return $this->addField(
            (new CWidgetFieldIntegerBox($name, Texts::of($label), $least, $greatest))
                ->setDefault($default)
                ->setFlags(CWidgetField::FLAG_LABEL_ASTERISK)
        );
    }

    protected function addColor(): self {
        return $this->addField((new CWidgetFieldColor('color', _('Color')))->setDefault(self::COLOR));
    }

    /**
     * One value a host: which, and how far back.
     */
    protected function addHostValue(): self {
        return $this
            ->addChoice('value', 'Value of an instance', [
                HostValues::LAST => 'last value',
                HostValues::AVERAGE => 'average',
                HostValues::MAXIMUM => 'maximum'
            ])
            ->addNumber('days', 'Days', 1, 366, 35);
    }
}
