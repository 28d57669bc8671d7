package org.moodlefleet.zabbix.outbox.contract;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.moodlefleet.zabbix.Sample;

/**
 * What is stored together or not at all.
 *
 * @param owner whom the samples are counted for
 * @param samples may be empty, to move a watermark over a window without values
 * @param watermark moved when the samples are stored
 */
public record SampleBatch(String owner, List<Sample> samples, Optional<Watermark> watermark) {

    public SampleBatch {
        Objects.requireNonNull(owner, "owner");
        Objects.requireNonNull(watermark, "watermark");
        samples = List.copyOf(samples);
    }
}
