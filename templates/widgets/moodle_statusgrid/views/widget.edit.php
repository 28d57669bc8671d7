<?php declare(strict_types = 0);

/**
 * @var CView $this
 * @var array $data
 */

use Modules\MoodleCharts\FormViews;

FormViews::hosts(new CWidgetFormView($data), $data)
    ->addField(new CWidgetFieldTextBoxView($data['fields']['key']))
    ->addField(new CWidgetFieldSelectView($data['fields']['severity']))
    ->addField(new CWidgetFieldCheckBoxView($data['fields']['suppressed']))
    ->addField(new CWidgetFieldTextBoxView($data['fields']['available_key']))
    ->addField(new CWidgetFieldIntegerBoxView($data['fields']['silent']))
    ->addField(new CWidgetFieldSelectView($data['fields']['sort']))
    ->show();
