package io.glimpse.store;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLDecoder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;

/**
 * Class-path resources as files: unpacked from their jar at first use, and found again after that.
 *
 * <p>A resource's folder is named by its length and checksum, which a jar's directory holds, so
 * another version of it never meets the old one. Files appear whole or not at all, whatever other
 * processes do and wherever this one is killed.
 */
public final class ResourceCache {

  private final Path home;

  /**
   * A cache in {@code home/unpacked}.
   *
   * @param home made when the first file is unpacked
   */
  public ResourceCache(Path home) {
    this.home = home;
  }

  /** The cache in {@link GlimpseHome#folder()}. */
  public static ResourceCache ofUser() {
    return new ResourceCache(GlimpseHome.folder());
  }

  /**
   * One resource as a file, under its own name.
   *
   * @return empty where the folder cannot be written or the resource cannot be a file
   */
  public Optional<Path> file(URL resource) {
    return folder(List.of(resource)).map(folder -> folder.resolve(name(resource)));
  }

  /**
   * A folder that holds some resources under their own names.
   *
   * @param resources at least one, all of the same folder of the class path
   * @return empty where the folder cannot be written or the resources cannot be files
   */
  public Optional<Path> folder(List<URL> resources) {
    try {
      if (resources.get(0).getProtocol().equals("file")) {
        return Optional.ofNullable(Path.of(resources.get(0).toURI()).getParent());
      }
      URLConnection connection = resources.get(0).openConnection();
      if (!(connection instanceof JarURLConnection inJar)) {
        return Optional.empty();
      }
      // A jar that is shared with the class loader must not be closed here; this one is our own.
      inJar.setUseCaches(false);
      try (JarFile jar = inJar.getJarFile()) {
        return Optional.of(unpack(jar, folderOf(inJar.getEntryName()), resources));
      }
    } catch (IOException | URISyntaxException | SecurityException e) {
      return Optional.empty();
    }
  }

  private Path unpack(JarFile jar, String inside, List<URL> resources) throws IOException {
    CRC32 together = new CRC32();
    long bytes = 0;
    for (URL resource : resources) {
      JarEntry entry = entry(jar, inside + name(resource));
      bytes += entry.getSize();
      for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
        together.update((int) (entry.getCrc() >>> shift));
      }
    }
    Path folder =
        home.resolve("unpacked")
            .resolve(HexFormat.of().toHexDigits((int) together.getValue()) + "-" + bytes);
    for (URL resource : resources) {
      String name = name(resource);
      JarEntry entry = entry(jar, inside + name);
      if (!isWhole(folder.resolve(name), entry)) {
        Files.createDirectories(folder);
        unpack(jar, entry, folder.resolve(name));
      }
    }
    return folder;
  }

  private static void unpack(JarFile jar, JarEntry entry, Path target) throws IOException {
    Path part = Files.createTempFile(target.getParent(), target.getFileName() + ".", ".part");
    try {
      CRC32 crc = new CRC32();
      try (InputStream in = new CheckedInputStream(jar.getInputStream(entry), crc)) {
        Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
      }
      if (crc.getValue() != entry.getCrc()) {
        throw new IOException(jar.getName() + ": " + entry.getName() + " is damaged");
      }
      try (FileChannel written = FileChannel.open(part, StandardOpenOption.WRITE)) {
        // Without it a power cut could leave a file of the right length, full of zeros.
        written.force(true);
      }
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (FileSystemException e) {
      // Windows refuses to replace a library that another process has already put there and loaded.
      if (!isWhole(target, entry)) {
        throw e;
      }
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static boolean isWhole(Path file, JarEntry entry) throws IOException {
    return Files.isReadable(file) && Files.size(file) == entry.getSize();
  }

  private static JarEntry entry(JarFile jar, String name) throws IOException {
    JarEntry entry = jar.getJarEntry(name);
    if (entry == null) {
      throw new IOException(jar.getName() + ": there is no " + name);
    }
    return entry;
  }

  /** The last part of a path, with its escapes taken out. */
  private static String name(URL resource) {
    String path = URLDecoder.decode(resource.getPath().replace("+", "%2B"), StandardCharsets.UTF_8);
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static String folderOf(String path) {
    return path.substring(0, path.lastIndexOf('/') + 1);
  }
}
