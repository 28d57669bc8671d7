<?php declare(strict_types = 0);

namespace Modules\MoodleStatusGrid\Includes;

use API;

/**
 * Unresolved problems of hosts.
 */
final class Problems {

    /**
     * @param string[] $hostids
     * @param int      $severity    The least that counts.
     * @param bool     $suppressed  Whether those that a maintenance suppresses count.
     *
     * @return array[]  By host, the worst first: name and severity.
     */
    public static function of(array $hostids, int $severity, bool $suppressed): array {
        $triggers = API::Trigger()->get([
            'output' => [],
            'selectHosts' => ['hostid'],
            'hostids' => $hostids,
            'monitored' => true,
            'skipDependent' => true,
            'filter' => ['value' => TRIGGER_VALUE_TRUE],
            'preservekeys' => true
        ]);

        if (!$triggers) {
            return [];
        }

        $options = [
            'output' => ['objectid', 'name', 'severity'],
            'source' => EVENT_SOURCE_TRIGGERS,
            'object' => EVENT_OBJECT_TRIGGER,
            'objectids' => array_keys($triggers),
            'severities' => range($severity, TRIGGER_SEVERITY_COUNT - 1)
        ];
        $problems = API::Problem()->get($suppressed ? $options : $options + ['suppressed' => false]);
        usort($problems, static fn (array $a, array $b): int => $b['severity'] <=> $a['severity']);
        $by_host = [];

        foreach ($problems as $problem) {
            foreach ($triggers[$problem['objectid']]['hosts'] as $host) {
                $by_host[$host['hostid']][] = ['name' => $problem['name'], 'severity' => (int) $problem['severity']];
            }
        }

        return $by_host;
    }
}
