package io.glimpse.model;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A file of a model, and where it is published.
 *
 * @param name its place in the model, such as {@code onnx/model.onnx}: {@code /} between folders
 * @param url where it is; null for a file of a Hugging Face repository
 * @param repository {@code organisation/name} on Hugging Face; null for a file with a URL
 * @param revision commit or branch of that repository
 * @param bytes its length; null where that was not published
 * @param sha256 64 lower-case hexadecimal digits; null where no checksum was published
 */
public record ModelFile(
    String name,
    @Nullable URI url,
    @Nullable String repository,
    String revision,
    @Nullable Long bytes,
    @Nullable String sha256) {

  private static final Pattern PART = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@+-]{0,200}");
  private static final int MOST_PARTS = 4;
  private static final Pattern REPOSITORY =
      Pattern.compile("[A-Za-z0-9][\\w.-]*/[A-Za-z0-9][\\w.-]*");
  private static final Pattern REVISION = Pattern.compile("[A-Za-z0-9][\\w.-]*");
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  public ModelFile {
    if (!isName(name)) {
      throw new IllegalArgumentException("'" + name + "' cannot be the name of a model's file");
    }
    if ((url == null) == (repository == null)) {
      throw new IllegalArgumentException(name + ": either a URL or a repository is needed");
    }
    if (url != null && (url.getHost() == null || url.getScheme() == null)) {
      throw new IllegalArgumentException(name + ": '" + url + "' is not a whole URL");
    }
    if (repository != null && !REPOSITORY.matcher(repository).matches()) {
      throw new IllegalArgumentException(name + ": '" + repository + "' is not a repository");
    }
    if (!REVISION.matcher(revision).matches()) {
      throw new IllegalArgumentException(name + ": '" + revision + "' is not a revision");
    }
    if (bytes != null && bytes < 1) {
      throw new IllegalArgumentException(name + ": a length of " + bytes + " bytes");
    }
    if (sha256 != null && !SHA256.matcher(sha256).matches()) {
      throw new IllegalArgumentException(name + ": '" + sha256 + "' is no SHA-256");
    }
  }

  /** Whether a file of a model may be called so: a way downwards, and no hidden file. */
  static boolean isName(String name) {
    List<String> parts = List.of(name.split("/", -1));
    return parts.size() <= MOST_PARTS
        && parts.stream().allMatch(part -> PART.matcher(part).matches());
  }

  /**
   * A SHA-256 as a user types it, as 64 lower-case digits.
   *
   * @throws IllegalArgumentException if it is something else
   */
  public static String digest(String typed) {
    String digits = typed.strip().toLowerCase(Locale.ROOT);
    if (!SHA256.matcher(digits).matches()) {
      throw new IllegalArgumentException(
          "a SHA-256 has 64 hexadecimal digits, which '" + typed + "' has not");
    }
    return digits;
  }

  /** Where to fetch it, with Hugging Face found at {@code endpoint}. */
  URI location(URI endpoint) {
    if (url != null) {
      return url;
    }
    String base = endpoint.toString();
    String slash = base.endsWith("/") ? "" : "/";
    return URI.create(base + slash + repository + "/resolve/" + revision + "/" + name);
  }
}
