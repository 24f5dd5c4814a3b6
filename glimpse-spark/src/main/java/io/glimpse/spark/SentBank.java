package io.glimpse.spark;

import io.glimpse.bank.BankFile;
import io.glimpse.encoder.Encoder;
import io.glimpse.encoder.ImagePipeline;
import io.glimpse.image.DecodeOptions;
import io.glimpse.inference.ClassifierSpec;
import io.glimpse.inference.Predictor;
import io.glimpse.input.CloudRendering;
import io.glimpse.progress.Notes;
import java.io.IOException;
import java.util.UUID;

/**
 * Examples.
 *
 * @param id its own
 * @param name for messages
 * @param file as {@link BankFile} writes it; not modified
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares two of these.
record SentBank(UUID id, String name, byte[] file) implements SentClassifier {

  private static final long serialVersionUID = 1L;

  @Override
  public Predictor open(Encoder encoder) throws IOException {
    return new ClassifierSpec.OfBank(name)
        .open(
            new ImagePipeline(encoder, DecodeOptions.defaults(), 1),
            BankFile.read(name, file),
            CloudRendering.usual(),
            Notes.SILENT);
  }
}
