package io.glimpse.cli;

import io.glimpse.fixture.TinyModel;
import io.glimpse.tensor.Safetensors;
import io.glimpse.tensor.SafetensorsWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The tiny CLIP of open_clip's layout with as many tokens as CLIP's tokenizer has, so that it reads
 * strings: the rows of its few tokens come again and again.
 */
final class WholeVocabulary {

  private static final String TOKENS = "token_embedding.weight";
  private static final int ALL = 49408;

  private WholeVocabulary() {}

  /** A folder of open_clip's layout. */
  static Path openClip(Path folder) throws IOException {
    Path from = TinyModel.OPEN_CLIP_GELU.path();
    String configuration = Files.readString(from.resolve("open_clip_config.json"));
    Files.writeString(
        folder.resolve("open_clip_config.json"),
        configuration.replace("\"vocab_size\": 512", "\"vocab_size\": " + ALL));
    weights(folder.resolve("open_clip_model.safetensors"));
    return folder;
  }

  /** Weights alone, with the names and by the rules of OpenAI's. */
  static Path openAi(Path folder) throws IOException {
    return weights(folder.resolve("openai.safetensors"));
  }

  private static Path weights(Path target) throws IOException {
    Path from = TinyModel.OPEN_CLIP_GELU.path().resolve("open_clip_model.safetensors");
    SafetensorsWriter writer = new SafetensorsWriter();
    try (Safetensors few = Safetensors.open(from)) {
      for (String name : few.names()) {
        int[] shape = Arrays.stream(few.shape(name)).mapToInt(Math::toIntExact).toArray();
        float[] values = few.floats(name);
        if (name.equals(TOKENS)) {
          values = repeated(values, ALL * shape[1]);
          shape[0] = ALL;
        }
        writer.add(name, values, shape);
      }
    }
    writer.write(target);
    return target;
  }

  private static float[] repeated(float[] values, int length) {
    float[] all = new float[length];
    for (int i = 0; i < length; i++) {
      all[i] = values[i % values.length];
    }
    return all;
  }
}
