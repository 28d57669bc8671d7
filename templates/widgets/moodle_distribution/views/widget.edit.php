<?php declare(strict_types = 0);

/**
 * @var CView $this
 * @var array $data
 */

use Modules\MoodleCharts\FormViews;

$form = FormViews::hosts(new CWidgetFormView($data), $data)
    ->addField(new CWidgetFieldTextBoxView($data['fields']['key']))
    ->addField(new CWidgetFieldSelectView($data['fields']['value']))
    ->addField(new CWidgetFieldIntegerBoxView($data['fields']['days']))
    ->addField(new CWidgetFieldIntegerBoxView($data['fields']['buckets']))
    ->addField(new CWidgetFieldSelectView($data['fields']['scale']))
    ->addField(new CWidgetFieldCheckBoxView($data['fields']['quartiles']));

FormViews::color($form, $data)->show();
