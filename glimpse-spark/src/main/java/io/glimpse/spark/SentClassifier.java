package io.glimpse.spark;

import io.glimpse.bank.Bank;
import io.glimpse.encoder.Encoder;
import io.glimpse.encoder.ImagePipeline;
import io.glimpse.image.DecodeOptions;
import io.glimpse.inference.ClassifierSpec;
import io.glimpse.inference.Predictor;
import io.glimpse.input.CloudRendering;
import io.glimpse.progress.Notes;
import java.io.IOException;
import java.io.Serializable;

/** A classifier on its way to executors. */
sealed interface SentClassifier extends Serializable permits SentBank, SentNames {

  /**
   * The bank that answers there.
   *
   * @throws IOException if what came is damaged
   */
  Bank bank() throws IOException;

  /** What messages call it. */
  String name();

  /**
   * Opens it, as all ways do.
   *
   * @throws IOException if encoder and bank do not go together, saying why
   */
  default Predictor open(Encoder encoder) throws IOException {
    ImagePipeline pipeline = new ImagePipeline(encoder, DecodeOptions.defaults(), 1);
    return new ClassifierSpec.OfBank(name())
        .open(pipeline, bank(), CloudRendering.usual(), Notes.SILENT);
  }
}
