package io.glimpse.featurefile;

import io.glimpse.checkpoint.TorchTensors;
import io.glimpse.file.FileKind;
import io.glimpse.file.InputException;
import io.glimpse.tensor.NpyFile;
import io.glimpse.tensor.Npz;
import io.glimpse.tensor.Safetensors;
import io.glimpse.tensor.StoredArray;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * The door for arrays: {@code .npy}, {@code .npz}, what {@code torch.save} wrote, and safetensors,
 * told by their bytes and not by their names. A file with several arrays is given with the name of
 * one behind it, {@code shots.npz#keys} or {@code shots.npz:keys}.
 *
 * <p>All readers behind it check sizes before they allocate, and run nothing that a file holds.
 */
public final class ArrayFile implements AutoCloseable {

  private static final byte[] NPY = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final byte[] ZIP = {'P', 'K', 3, 4};
  private static final String TORCH = "/data.pkl";
  private static final int PICKLE_PROTOCOL = 0x80;
  private static final int HEAD = 64;

  /** More would be no sentence any more. */
  private static final int MOST_NAMED = 20;

  private final Path file;
  private final StoredArray array;
  private final Closeable open;

  private ArrayFile(Path file, StoredArray array, Closeable open) {
    this.file = file;
    this.array = array;
    this.open = open;
  }

  /** Gives one of the arrays of a container. */
  private interface ByName {
    StoredArray array(String name) throws IOException;
  }

  /** A container of several arrays. */
  private record Container(List<String> names, ByName arrays) {

    StoredArray array(String name) throws IOException {
      return arrays.array(name);
    }
  }

  /**
   * Opens an array.
   *
   * @param given a file, with the name of an array behind it where it has several
   * @throws IOException if it is none of the formats, is damaged, or has several arrays of which
   *     none is named, naming them
   */
  public static ArrayFile open(Path given) throws IOException {
    Path file = fileOf(given);
    String part =
        file.equals(given) ? "" : given.toString().substring(file.toString().length() + 1);
    byte[] head = head(file);
    if (startsWith(head, NPY)) {
      NpyFile npy = NpyFile.open(file);
      if (!part.isEmpty()) {
        npy.close();
        throw new InputException(file, "it is a .npy file of one array, which has no name");
      }
      return new ArrayFile(file, npy, npy::close);
    }
    if (startsWith(head, ZIP)) {
      return isTorch(file) ? ofTorch(file, part) : ofNpz(file, part);
    }
    if (isSafetensors(head)) {
      return ofSafetensors(file, part);
    }
    if (head.length > 0 && Byte.toUnsignedInt(head[0]) == PICKLE_PROTOCOL) {
      throw new InputException(
          file,
          "it is a bare pickle, as PyTorch wrote before version 1.6 or pickle.dump writes; save it"
              + " with torch.save or numpy.save");
    }
    Optional<String> kind = FileKind.of(head);
    if (kind.isPresent()) {
      throw new InputException(
          file,
          "it is "
              + kind.get()
              + ", and no file of arrays; these are .npy, .npz, PyTorch's .pt and .safetensors");
    }
    // Whose refusal says what a file of numpy begins with.
    NpyFile npy = NpyFile.open(file);
    return new ArrayFile(file, npy, npy::close);
  }

  /** The file of what was given, without the name of an array. */
  public static Path fileOf(Path given) {
    if (Files.exists(given)) {
      return given;
    }
    String text = given.toString();
    for (int i = 1; i < text.length() - 1; i++) {
      if (text.charAt(i) == '#' || text.charAt(i) == ':') {
        try {
          Path file = Path.of(text.substring(0, i));
          if (Files.isRegularFile(file)) {
            return file;
          }
        } catch (InvalidPathException e) {
          // No file can be called so.
        }
      }
    }
    return given;
  }

  private static ArrayFile ofNpz(Path file, String part) throws IOException {
    Npz npz = Npz.open(file);
    return chosen(file, part, new Container(npz.names(), npz::array), npz::close);
  }

  private static ArrayFile ofTorch(Path file, String part) throws IOException {
    TorchTensors torch = TorchTensors.open(file);
    return chosen(file, part, new Container(torch.names(), torch::array), () -> {});
  }

  private static ArrayFile ofSafetensors(Path file, String part) throws IOException {
    Safetensors tensors = Safetensors.open(file);
    return chosen(file, part, new Container(tensors.names(), tensors::array), tensors::close);
  }

  private static ArrayFile chosen(Path file, String part, Container container, Closeable open)
      throws IOException {
    try {
      return new ArrayFile(file, array(file, part, container), open);
    } catch (IOException | RuntimeException e) {
      open.close();
      throw e;
    }
  }

  private static StoredArray array(Path file, String part, Container container) throws IOException {
    List<String> names = container.names();
    if (!part.isEmpty()) {
      return container.array(part);
    }
    if (names.size() == 1) {
      return container.array(names.get(0));
    }
    if (names.isEmpty()) {
      throw new InputException(file, "it holds no array");
    }
    throw new InputException(
        file,
        names.stream()
                .limit(MOST_NAMED)
                .collect(Collectors.joining(", ", "it holds the arrays ", ""))
            + (names.size() > MOST_NAMED ? " and " + (names.size() - MOST_NAMED) + " others" : "")
            + "; say which, as in "
            + file.getFileName()
            + "#"
            + names.get(0));
  }

  private static byte[] head(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      // Whose refusal says what it is instead.
      NpyFile.open(file).close();
    }
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(HEAD);
    }
  }

  private static boolean startsWith(byte[] bytes, byte... prefix) {
    return bytes.length >= prefix.length
        && Arrays.equals(bytes, 0, prefix.length, prefix, 0, prefix.length);
  }

  /** The length of a header that can be, and the brace that it begins with. */
  private static boolean isSafetensors(byte... head) {
    if (head.length <= Long.BYTES || head[Long.BYTES] != '{') {
      return false;
    }
    long length = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getLong();
    return length > 0 && length <= Safetensors.LONGEST_HEADER;
  }

  private static boolean isTorch(Path file) throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
        if (all.nextElement().getName().endsWith(TORCH)) {
          return true;
        }
      }
      return false;
    } catch (ZipException | IllegalArgumentException e) {
      // Which the reader of .npz refuses in its own words.
      return false;
    }
  }

  /** The file, without the name of the array. */
  public Path file() {
    return file;
  }

  /** The array, which can be read while this is open. */
  @SuppressWarnings("exports") // Only modules of Glimpse read files so.
  public StoredArray array() {
    return array;
  }

  @Override
  public void close() throws IOException {
    open.close();
  }
}
