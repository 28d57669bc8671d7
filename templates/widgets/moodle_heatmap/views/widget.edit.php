<?php declare(strict_types = 0);

/**
 * @var CView $this
 * @var array $data
 */

use Modules\MoodleCharts\FormViews;

$form = FormViews::hosts(new CWidgetFormView($data), $data)
    ->addField(new CWidgetFieldTextBoxView($data['fields']['key']))
    ->addField(new CWidgetFieldSelectView($data['fields']['rows']))
    ->addField(new CWidgetFieldIntegerBoxView($data['fields']['days']))
    ->addField(new CWidgetFieldSelectView($data['fields']['within']))
    ->addField(new CWidgetFieldSelectView($data['fields']['across']));

FormViews::color($form, $data)
    ->addField(new CWidgetFieldNumericBoxView($data['fields']['scale_min']))
    ->addField(new CWidgetFieldNumericBoxView($data['fields']['scale_max']))
    ->show();
