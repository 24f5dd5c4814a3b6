package io.glimpse.cloud;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/**
 * Reads point clouds and meshes: PLY, OBJ, OFF, STL, PCD, lines of numbers (XYZ, PTS, CSV, TXT),
 * {@code .npy} and HDF5.
 *
 * <p>Built for input that nobody vouches for: the format is told by the content, never by the name
 * alone; no memory is taken for a number of points that the file is too short for. Whatever the
 * bytes, the answer is a cloud with finite coordinates or a {@link CloudException}.
 *
 * <p>One cloud of a file with many, such as ModelNet's HDF5, is addressed by its row: {@code
 * ply_data_test0.h5#12}, counted from 0.
 */
public final class CloudReader {

  /** The largest file that is read; an array can be no longer. */
  private static final long MOST_BYTES = Integer.MAX_VALUE - 8;

  /** Words that an OBJ file's first lines begin with. */
  private static final Set<String> OBJ_WORDS =
      Set.of("v", "vt", "vn", "vp", "f", "o", "g", "s", "l", "p", "mtllib", "usemtl");

  /** Endings of names that are taken for clouds where a picture may be meant. */
  private static final Set<String> ENDINGS =
      Set.of("ply", "obj", "off", "stl", "pcd", "xyz", "pts", "csv", "txt", "npy", "h5", "hdf5");

  /** Those that files of other things have, too. */
  private static final Set<String> COMMON_ENDINGS = Set.of("csv", "txt", "npy");

  private CloudReader() {}

  /** Whether a name is that of a cloud: whether its ending, but for a row, is one of these. */
  public static boolean isCloudName(Path path) {
    return ENDINGS.contains(ending(path));
  }

  /** Whether a name is that of a cloud, or of labels or features of something else. */
  public static boolean isCommonName(Path path) {
    return COMMON_ENDINGS.contains(ending(path));
  }

  private static String ending(Path path) {
    Path name = CloudAddress.of(path).file().getFileName();
    String text = name == null ? "" : name.toString();
    return text.substring(text.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }

  /** Whether a path addresses a row of a file with many clouds, as {@code clouds.h5#12} does. */
  public static boolean isRow(Path path) {
    return CloudAddress.of(path).row() >= 0;
  }

  /** The file of a path, without the row that it may address. */
  public static Path file(Path path) {
    return CloudAddress.of(path).file();
  }

  /**
   * Reads a file, or a row of one.
   *
   * @param path of a file, or of a file and a row of it ({@code clouds.h5#12})
   * @throws CloudException naming the file and what is wrong with it
   */
  public static CloudFile read(Path path) throws CloudException {
    CloudAddress address = CloudAddress.of(path);
    CloudFile.Raw raw;
    try {
      raw = readRaw(address);
    } catch (CloudException e) {
      throw e;
    } catch (NoSuchFileException e) {
      throw new CloudException(path + ": there is no such file", e);
    } catch (AccessDeniedException e) {
      throw new CloudException(path + ": the file may not be read (permission denied)", e);
    } catch (FileSystemException e) {
      throw new CloudException(path + ": the file cannot be read", e);
    } catch (IOException e) {
      // The readers of tensors begin their sentences with the file, too.
      throw new CloudException(String.valueOf(e.getMessage()), e);
    } catch (OutOfMemoryError e) {
      throw new CloudException(
          path
              + ": the cloud needs more memory than there is; thin it out, or give more with"
              + " GLIMPSE_JAVA_OPTS=-Xmx8g",
          e);
    }
    try {
      return raw.named(path.toString());
    } catch (IllegalArgumentException e) {
      throw new CloudException(path + ": " + e.getMessage(), e);
    }
  }

  private static CloudFile.Raw readRaw(CloudAddress address) throws IOException {
    CloudSource head = new CloudSource(address.toString(), head(address.file()));
    if (head.has(0, "\u0093NUMPY")) {
      return NpyReader.read(address);
    }
    if (head.has(0, "\u0089HDF\r\n\u001a\n")) {
      return Hdf5Reader.read(address);
    }
    if (address.row() >= 0) {
      throw head.refuse("only .npy and HDF5 files have rows; name this file without '#'");
    }
    return parse(new CloudSource(address.toString(), bytes(address.file())));
  }

  private static byte[] head(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new CloudException(file + ": this is a folder, not a point cloud");
    }
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new CloudException(file + ": this is not a regular file");
    }
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(8);
    }
  }

  private static byte[] bytes(Path file) throws IOException {
    long size = Files.size(file);
    if (size > MOST_BYTES) {
      throw new CloudException(
          file + ": the file has " + size + " bytes, the limit is 2 GiB; thin the cloud out first");
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = new byte[(int) size];
      if (in.readNBytes(bytes, 0, bytes.length) < bytes.length) {
        throw new CloudException(file + ": the file shrank while it was read");
      }
      return bytes;
    }
  }

  private static CloudFile.Raw parse(CloudSource source) throws CloudException {
    if (source.length() == 0) {
      throw source.refuse("the file is empty");
    }
    if (source.has(0, "ply\n") || source.has(0, "ply\r")) {
      return PlyReader.read(source);
    }
    if (StlReader.isBinary(source) || StlReader.isText(source)) {
      return StlReader.read(source);
    }
    TextScanner scanner = TextScanner.ofWords(source);
    if (source.has(0, "# .PCD") || firstWord(scanner).equals("VERSION")) {
      return PcdReader.read(source);
    }
    if (OffReader.begins(firstWord(TextScanner.ofWords(source)))) {
      return OffReader.read(source);
    }
    String name = source.name().toLowerCase(Locale.ROOT);
    if (name.endsWith(".obj") || OBJ_WORDS.contains(firstWord(TextScanner.ofWords(source)))) {
      return ObjReader.read(source);
    }
    if (name.endsWith(".stl")) {
      return StlReader.read(source);
    }
    if (name.endsWith(".off")) {
      return OffReader.read(source);
    }
    requireText(source);
    return TextReader.read(source);
  }

  private static String firstWord(TextScanner scanner) {
    return scanner.nextWords() ? scanner.word() : "";
  }

  private static void requireText(CloudSource source) throws CloudException {
    for (int i = 0; i < Math.min(source.length(), 1 << 12); i++) {
      if (source.bytes()[i] >= 0 && source.bytes()[i] < '\t') {
        throw source.refuse(
            "the format is not known; Glimpse reads PLY, OBJ, OFF, STL, PCD, XYZ, PTS, CSV, .npy"
                + " and HDF5");
      }
    }
  }
}
