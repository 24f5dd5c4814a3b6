package io.glimpse.cloud;

import io.glimpse.file.Input;
import io.glimpse.file.MissingFile;
import io.glimpse.file.Remedy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
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

  private static final String NUMPY = "\u0093NUMPY";
  private static final String HDF5 = "\u0089HDF\r\n\u001a\n";

  private CloudReader() {}

  /** Whether a name is that of a cloud: whether its ending, but for a row, is one of these. */
  public static boolean isCloudName(Path path) {
    return ENDINGS.contains(ending(path));
  }

  /** {@link #isCloudName(Path)} of a file, and the same of the name of what is in memory. */
  public static boolean isCloud(Input input) {
    return ENDINGS.contains(ending(input));
  }

  /** Whether an input is one cloud of many, addressed by its row. */
  public static boolean isRow(Input input) {
    Optional<Path> file = input.file();
    return file.isPresent() ? isRow(file.get()) : CloudAddress.rowOf(input.name()) >= 0;
  }

  /** Whether its name may be that of a cloud, or of labels or features of something else. */
  public static boolean isOfCommonName(Input input) {
    return COMMON_ENDINGS.contains(ending(input));
  }

  private static String ending(Input input) {
    Optional<Path> file = input.file();
    return file.isPresent() ? ending(file.get()) : ending(CloudAddress.withoutRow(input.name()));
  }

  private static String ending(Path path) {
    Path name = CloudAddress.of(path).file().getFileName();
    return ending(name == null ? "" : name.toString());
  }

  private static String ending(String name) {
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
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
   * Reads what is in a file or in memory.
   *
   * @throws CloudException naming the input and what is wrong with it
   */
  public static CloudFile read(Input input) throws CloudException {
    return read(input, false);
  }

  /**
   * Reads what is in a file or in memory.
   *
   * @param dropInvalid whether points that have a coordinate which is not finite are left out, as
   *     depth cameras write those that they did not measure; else such a cloud is refused
   * @throws CloudException naming the input and what is wrong with it
   */
  public static CloudFile read(Input input, boolean dropInvalid) throws CloudException {
    Optional<Path> file = input.file();
    return file.isPresent()
        ? read(file.get(), dropInvalid)
        : checked(input.name(), dropInvalid, () -> readRaw(input.name(), input.bytes()));
  }

  /** See {@link #read(Path, boolean)}; points that were not measured are refused. */
  public static CloudFile read(Path path) throws CloudException {
    return read(path, false);
  }

  /**
   * Reads a file, or a row of one.
   *
   * @param path of a file, or of a file and a row of it ({@code clouds.h5#12})
   * @param dropInvalid see {@link #read(Input, boolean)}
   * @throws CloudException naming the file and what is wrong with it
   */
  public static CloudFile read(Path path, boolean dropInvalid) throws CloudException {
    return checked(path.toString(), dropInvalid, () -> readRaw(CloudAddress.of(path)));
  }

  private interface Raws {
    CloudFile.Raw read() throws IOException;
  }

  private static CloudFile checked(String name, boolean dropInvalid, Raws from)
      throws CloudException {
    CloudFile.Raw raw;
    try {
      raw = from.read();
    } catch (CloudException e) {
      throw e;
    } catch (NoSuchFileException e) {
      throw new CloudException(name + ": " + MissingFile.sentence(name), e);
    } catch (AccessDeniedException e) {
      throw new CloudException(name + ": the file may not be read (permission denied)", e);
    } catch (FileSystemException e) {
      throw new CloudException(name + ": the file cannot be read", e);
    } catch (IOException e) {
      // The readers of tensors begin their sentences with the file, too.
      throw new CloudException(String.valueOf(e.getMessage()), e);
    } catch (OutOfMemoryError e) {
      Remedy remedy = new Remedy(Remedy.Kind.GIVE_MEMORY);
      throw new CloudException(
          name + ": the cloud needs more memory than there is; thin it out, or " + remedy.phrase(),
          remedy,
          e);
    }
    try {
      return dropInvalid ? raw.measured(name) : raw.named(name);
    } catch (IllegalArgumentException e) {
      throw raw.isMeasured() || dropInvalid
          ? new CloudException(name + ": " + e.getMessage(), e)
          : unmeasured(name, e);
    }
  }

  private static CloudException unmeasured(String name, IllegalArgumentException e) {
    Remedy remedy = new Remedy(Remedy.Kind.DROP_INVALID_POINTS);
    return new CloudException(name + ": " + e.getMessage() + "; " + remedy.phrase(), remedy, e);
  }

  private static CloudFile.Raw readRaw(CloudAddress address) throws IOException {
    CloudSource head = new CloudSource(address.toString(), head(address.file()));
    if (head.has(0, NUMPY)) {
      return NpyReader.read(address);
    }
    if (head.has(0, HDF5)) {
      return Hdf5Reader.read(address);
    }
    requireNoRow(head, address.row());
    return parse(new CloudSource(address.toString(), bytes(address.file())));
  }

  private static CloudFile.Raw readRaw(String name, byte[] bytes) throws IOException {
    CloudSource source = new CloudSource(name, bytes);
    if (source.has(0, NUMPY)) {
      return SpooledCloud.read(name, bytes, NpyReader::read);
    }
    if (source.has(0, HDF5)) {
      return SpooledCloud.read(name, bytes, Hdf5Reader::read);
    }
    requireNoRow(source, CloudAddress.rowOf(name));
    return parse(source);
  }

  private static void requireNoRow(CloudSource source, int row) throws CloudException {
    if (row >= 0) {
      throw source.refuse("only .npy and HDF5 files have rows; name this file without '#'");
    }
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
