package io.glimpse.checkpoint;

import io.glimpse.file.Sha256;
import io.glimpse.image.Preprocessing;
import io.glimpse.matrix.Workers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What tells a model's features from those of all others: SHA-256 of the weights that it uses, and
 * of what else its features depend on.
 *
 * <p>Weights count as float32 and by the names of their family, so a model keeps its fingerprint
 * when it is saved in another layout. The same single pass over all of them looks for what is not
 * finite.
 */
final class Fingerprint {

  /** Values a part, so that the largest table is shared by all threads. */
  private static final long PART = 1L << 22;

  private static final int BUFFER_VALUES = 1 << 15;
  private static final int EXPONENT = 0x7f800000;

  private record Part(String name, long first, long count) {}

  private final ModelTensors tensors;
  private final List<Part> parts = new ArrayList<>();

  private Fingerprint(ModelTensors tensors) {
    this.tensors = tensors;
  }

  /**
   * Reads all weights.
   *
   * @param used names of the tensors that the model uses
   * @param facts what else features depend on but the preparation of pictures
   * @throws CheckpointException if a value is not finite; of several, the first by name and place
   */
  static String of(
      ModelTensors tensors, List<String> used, String facts, Preprocessing preprocessing)
      throws CheckpointException {
    return new Fingerprint(tensors)
        .compute(new TreeSet<>(used), facts + "; " + describe(preprocessing));
  }

  private String compute(SortedSet<String> names, String description) throws CheckpointException {
    for (String name : names) {
      long elements = tensors.get(name).elements();
      for (long first = 0; first < elements; first += PART) {
        parts.add(new Part(name, first, Math.min(PART, elements - first)));
      }
    }
    byte[][] digests = new byte[parts.size()][];
    @Nullable CheckpointException[] refusals = new CheckpointException[parts.size()];
    Workers.shared()
        .forEach(
            parts.size(),
            i -> {
              try {
                digests[i] = digest(parts.get(i));
              } catch (CheckpointException e) {
                refusals[i] = e;
              }
            });
    MessageDigest whole = Sha256.begin();
    whole.update(description.getBytes(StandardCharsets.UTF_8));
    for (int i = 0; i < digests.length; i++) {
      if (refusals[i] != null) {
        throw refusals[i];
      }
      Part part = parts.get(i);
      String title = part.name + tensors.shape(part.name) + part.first;
      whole.update(title.getBytes(StandardCharsets.UTF_8));
      whole.update(digests[i]);
    }
    return HexFormat.of().formatHex(whole.digest());
  }

  private byte[] digest(Part part) throws CheckpointException {
    MessageDigest digest = Sha256.begin();
    ByteBuffer bytes =
        ByteBuffer.allocate(BUFFER_VALUES * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    FloatBuffer values = bytes.asFloatBuffer();
    float[] block = new float[BUFFER_VALUES];
    for (long done = 0; done < part.count; ) {
      int count = (int) Math.min(BUFFER_VALUES, part.count - done);
      values.clear().limit(count);
      tensors.read(part.name, part.first + done, values);
      values.flip().get(block, 0, count);
      for (int i = 0; i < count; i++) {
        if ((Float.floatToRawIntBits(block[i]) & EXPONENT) == EXPONENT) {
          throw tensors.refusal(
              part.name,
              "has the value %s at index %d, which is not finite"
                  .formatted(block[i], part.first + done + i));
        }
      }
      digest.update(bytes.array(), 0, count * Float.BYTES);
      done += count;
    }
    return digest.digest();
  }

  /** How pictures are prepared, in a form that only changes on purpose. */
  static String describe(Preprocessing preprocessing) {
    return "%d px bicubic; range %s, mean %s %s %s, std %s %s %s;%s"
        .formatted(
            preprocessing.height(),
            preprocessing.range(),
            preprocessing.mean().red(),
            preprocessing.mean().green(),
            preprocessing.mean().blue(),
            preprocessing.std().red(),
            preprocessing.std().green(),
            preprocessing.std().blue(),
            preprocessing.particulars());
  }
}
