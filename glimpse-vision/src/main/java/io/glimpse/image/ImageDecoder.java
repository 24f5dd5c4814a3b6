package io.glimpse.image;

import io.glimpse.file.Input;
import io.glimpse.file.MissingFile;
import io.glimpse.file.Remedy;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decodes JPEG, PNG, GIF (first frame), BMP, WebP and TIFF (first page) files to the samples that
 * Pillow would give.
 *
 * <p>Built for input that nobody vouches for: the format is told by the first bytes, never by the
 * name; sizes are read from the header before memory is taken for pixels; a file that is cut off or
 * damaged is refused and never half shown. Whatever the bytes, the answer is a picture or an {@link
 * ImageException}.
 *
 * <p>Immutable; any number of threads may share one.
 */
public final class ImageDecoder {

  /** Longer files are refused unread. */
  private static final long MAX_BYTES = 512L << 20;

  private static final String FORMATS = "JPEG, PNG, GIF, BMP, WebP and TIFF";

  private final JpegDecoder jpeg;
  private final PngDecoder png;
  private final GifDecoder gif;
  private final BmpDecoder bmp;
  private final WebpDecoder webp;
  private final TiffDecoder tiff;
  private final DecodeOptions options;

  /** A reader with {@link DecodeOptions#defaults()}. */
  public ImageDecoder() {
    this(DecodeOptions.defaults());
  }

  public ImageDecoder(DecodeOptions options) {
    PlatformReaders readers = new PlatformReaders();
    jpeg = new JpegDecoder(readers, options);
    png = new PngDecoder(readers, options);
    gif = new GifDecoder(readers, options);
    bmp = new BmpDecoder(readers, options);
    webp = new WebpDecoder(options);
    tiff = new TiffDecoder(readers, jpeg, options);
    this.options = options;
  }

  /** What it accepts and does. */
  public DecodeOptions options() {
    return options;
  }

  /**
   * Decodes a file.
   *
   * @throws ImageException naming the file and what is wrong with it
   */
  public Image read(Path file) throws ImageException {
    return decode(load(file));
  }

  /**
   * Decodes bytes.
   *
   * @param name what messages call the picture
   * @param bytes a whole file; not modified, and not kept
   * @throws ImageException naming the picture and what is wrong with it
   */
  public Image read(String name, byte[] bytes) throws ImageException {
    Source source = new Source(name, bytes);
    checkHead(source);
    return decode(source);
  }

  /**
   * Decodes an input; one that is decoded already is taken as it is.
   *
   * @throws ImageException naming the input and what is wrong with it
   */
  public Image read(Input input) throws ImageException {
    if (input instanceof DecodedImage decoded) {
      return Transparency.seen(decoded.picture(), options.background());
    }
    Optional<Path> file = input.file();
    if (file.isPresent()) {
      return read(file.get());
    }
    try {
      return read(input.name(), input.bytes());
    } catch (ImageException e) {
      throw e;
    } catch (IOException e) {
      throw new ImageException(input.name() + ": it cannot be read", e);
    }
  }

  private static Source load(Path file) throws ImageException {
    Source source = new Source(file.toString(), new byte[0]);
    try {
      if (Files.isDirectory(file)) {
        throw source.refuse("this is a folder, not a picture");
      }
      if (Files.exists(file) && !Files.isRegularFile(file)) {
        throw source.refuse("this is not a regular file");
      }
      long size = Files.size(file);
      if (size > MAX_BYTES) {
        throw source.refuse("the file has %d bytes, the limit is %d MiB", size, MAX_BYTES >> 20);
      }
      try (InputStream in = Files.newInputStream(file)) {
        // A large file that is no picture is refused before it is in memory.
        byte[] head = in.readNBytes((int) Math.min(ForeignFormat.HEAD, size));
        checkHead(new Source(file.toString(), head));
        byte[] bytes = new byte[(int) size];
        System.arraycopy(head, 0, bytes, 0, head.length);
        int got = head.length + in.readNBytes(bytes, head.length, bytes.length - head.length);
        if (got < bytes.length) {
          throw source.refuse("the file shrank while it was read");
        }
        return new Source(file.toString(), bytes);
      }
    } catch (ImageException e) {
      throw e;
    } catch (NoSuchFileException e) {
      throw new ImageException(file + ": " + MissingFile.sentence(file.toString()));
    } catch (AccessDeniedException e) {
      throw source.refuse("the file may not be read (permission denied)");
    } catch (IOException e) {
      throw new ImageException(file + ": the file cannot be read", e);
    }
  }

  private static Format checkHead(Source source) throws ImageException {
    if (source.length() == 0) {
      throw source.refuse("the file is empty");
    }
    Format format = Format.of(source);
    if (format == null) {
      throw ForeignFormat.refusal(source, FORMATS);
    }
    return format;
  }

  private Image decode(Source source) throws ImageException {
    Format format = checkHead(source);
    try {
      Image picture =
          switch (format) {
            case JPEG -> jpeg.decode(source);
            case PNG -> png.decode(source);
            case GIF -> gif.decode(source);
            case BMP -> bmp.decode(source);
            case WEBP -> webp.decode(source);
            case TIFF -> tiff.decode(source);
          };
      return Transparency.seen(picture, options.background());
    } catch (ImageException e) {
      throw e;
    } catch (EOFException e) {
      throw source.truncated(e);
    } catch (OutOfMemoryError e) {
      // What did not fit is free again, and the next picture may be smaller.
      throw source.refuse(
          new Remedy(Remedy.Kind.GIVE_MEMORY), "there is not enough memory to decode it");
    } catch (IOException | RuntimeException | StackOverflowError e) {
      // Decoders meet hostile bytes with whatever their arrays throw.
      throw source.damaged(format.spelled, e);
    }
  }

  /** The formats, told by the first bytes. */
  private enum Format {
    JPEG("JPEG"),
    PNG("PNG"),
    GIF("GIF"),
    BMP("BMP"),
    WEBP("WebP"),
    TIFF("TIFF");

    private final String spelled;

    Format(String spelled) {
      this.spelled = spelled;
    }

    private static @Nullable Format of(Source source) {
      if (source.has(0, "\u00ff\u00d8\u00ff")) {
        return JPEG;
      }
      if (source.has(0, PngFile.SIGNATURE)) {
        return PNG;
      }
      if (source.has(0, "GIF87a") || source.has(0, "GIF89a")) {
        return GIF;
      }
      if (source.has(0, "RIFF") && source.has(8, "WEBP")) {
        return WEBP;
      }
      if (source.has(0, "II*\0")
          || source.has(0, "MM\0*")
          || source.has(0, "II+\0")
          || source.has(0, "MM\0+")) {
        return TIFF;
      }
      return source.has(0, "BM") ? BMP : null;
    }
  }
}
