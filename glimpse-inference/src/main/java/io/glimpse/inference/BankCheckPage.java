package io.glimpse.inference;

import io.glimpse.bank.Bank;
import io.glimpse.file.Input;
import io.glimpse.file.Version;
import io.glimpse.image.Image;
import io.glimpse.image.ImageDecoder;
import io.glimpse.image.ImageException;
import io.glimpse.image.Preprocessing;
import io.glimpse.matrix.Matrix;
import io.glimpse.page.Crop;
import io.glimpse.page.Numbers;
import io.glimpse.report.Gallery;
import io.glimpse.report.GalleryPicture;
import io.glimpse.report.GallerySection;
import io.glimpse.report.Origin;
import io.glimpse.review.DuplicateShots;
import io.glimpse.review.LeakedPicture;
import io.glimpse.review.Outlier;
import io.glimpse.review.Suspect;
import io.glimpse.shots.ShotPictures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a check of a bank found, as a page of pictures side by side. Not safe for several threads.
 */
public final class BankCheckPage {

  /** The name of the page in its folder. */
  public static final String FILE = "check.html";

  /** Rows of a section; more would make the page heavy for a browser. */
  private static final int MOST = 50;

  /** Shots of a class that a suspect is shown beside. */
  private static final int NEAREST = 3;

  private static final Preprocessing SQUARE = Preprocessing.clip(112);

  private final Bank bank;
  private final BankCheck check;
  private final ImageDecoder decoder;
  private final ShotPictures pictures;
  private final Matrix keys;
  private final Map<Integer, @Nullable Crop> crops = new HashMap<>();

  /** Of a bank that was checked. */
  public BankCheckPage(Bank bank, BankCheck check, ImageDecoder decoder) {
    this.bank = bank;
    this.check = check;
    this.decoder = decoder;
    this.pictures = new ShotPictures(bank, decoder);
    this.keys = bank.cache().keys().toMatrix();
  }

  /**
   * Writes the page into a folder, which is made if it is missing.
   *
   * @param name of the bank
   * @param command what the check was asked for with, to be shown on the page
   * @param notes that were given meanwhile
   * @return its path
   */
  public Path write(Path folder, String name, String command, List<String> notes)
      throws IOException {
    Files.createDirectories(folder);
    Path file = folder.resolve(FILE);
    Origin origin =
        new Origin(
            Version.current(),
            bank.encoder().name(),
            bank.encoder().fingerprint(),
            command,
            Instant.now());
    new Gallery("What was found in " + name, origin, notes, sections()).write(file);
    return file;
  }

  private List<GallerySection> sections() {
    List<GallerySection> sections = new ArrayList<>();
    add(
        sections,
        "Labels to look at",
        "Each of these shots, left out, looks like another class and hardly like its own. Beside it"
            + " stand the nearest shots of its class, and then of the other.",
        check.review().suspects(Suspect.Verdict.LOOKS_LIKE_ANOTHER),
        this::suspect);
    add(
        sections,
        "Duplicates",
        "Shots that show the same; those of two classes first, for one of their labels is wrong.",
        check.doubles().shots(),
        this::pair);
    add(
        sections,
        "Pictures to test with that are shots",
        "A figure that is measured on them is too high.",
        check.doubles().test(),
        this::leak);
    add(
        sections,
        "Little like any class",
        "Whether they belong here at all, a look will tell.",
        check.review().outliers(),
        this::outlier);
    if (sections.isEmpty()) {
      sections.add(
          new GallerySection(
              "Nothing to look at",
              "No label that looks wrong, no doubles and no outliers were found.",
              List.of()));
    }
    return sections;
  }

  private static <T> void add(
      List<GallerySection> sections,
      String title,
      String text,
      List<T> all,
      Function<T, GallerySection.Row> row) {
    if (!all.isEmpty()) {
      String more =
          all.size() > MOST ? " The first %d of %d are shown.".formatted(MOST, all.size()) : "";
      sections.add(
          new GallerySection(title, text + more, all.stream().limit(MOST).map(row).toList()));
    }
  }

  private GallerySection.Row suspect(Suspect suspect) {
    List<GalleryPicture> row = new ArrayList<>();
    row.add(shot(suspect.shot(), "this shot", true));
    for (int label : new int[] {suspect.label(), suspect.suggested()}) {
      for (int near : nearest(suspect.shot(), label)) {
        row.add(shot(near, cosine(keys.dot(suspect.shot(), keys, near)), false));
      }
    }
    return new GallerySection.Row(
        "filed under %s (%s), looks like %s (%s)"
            .formatted(
                bank.classes().name(suspect.label()),
                Numbers.percent(suspect.own()),
                bank.classes().name(suspect.suggested()),
                Numbers.percent(suspect.other())),
        row);
  }

  private GallerySection.Row pair(DuplicateShots pair) {
    String how = pair.mirrored() ? "mirrored" : "";
    return new GallerySection.Row(
        pair.across() ? "of two classes" : "of one class",
        List.of(shot(pair.first(), cosine(pair.cosine()), false), shot(pair.second(), how, false)));
  }

  private GallerySection.Row leak(LeakedPicture leak) {
    String how = leak.sameFile() ? "the same file" : leak.mirrored() ? "mirrored" : "";
    return new GallerySection.Row(
        leak.path(),
        List.of(
            new GalleryPicture("to test with", how, leak.path(), crop(leak.path()), true),
            shot(leak.shot(), cosine(leak.cosine()), false)));
  }

  private GallerySection.Row outlier(Outlier outlier) {
    int label = bank.cache().label(outlier.shot());
    List<GalleryPicture> row = new ArrayList<>();
    row.add(shot(outlier.shot(), "this shot", true));
    for (int near : nearest(outlier.shot(), label)) {
      row.add(shot(near, cosine(keys.dot(outlier.shot(), keys, near)), false));
    }
    return new GallerySection.Row("filed under " + bank.classes().name(label), row);
  }

  private static String cosine(double cosine) {
    return "cosine " + Numbers.decimals(cosine, 3);
  }

  private GalleryPicture shot(int shot, String detail, boolean subject) {
    return new GalleryPicture(
        bank.classes().name(bank.cache().label(shot)),
        detail,
        bank.shots().get(shot).source(),
        crop(shot),
        subject);
  }

  /** The nearest shots of a class, of equals the first. */
  private int[] nearest(int shot, int label) {
    return IntStream.range(0, keys.rows())
        .filter(i -> i != shot && bank.cache().label(i) == label)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> -keys.dot(shot, keys, i)))
        .limit(NEAREST)
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private @Nullable Crop crop(int shot) {
    if (!crops.containsKey(shot)) {
      Image picture = pictures.read(shot);
      crops.put(shot, picture == null ? null : crop(picture));
    }
    return crops.get(shot);
  }

  private @Nullable Crop crop(String path) {
    try {
      return crop(decoder.read(Input.of(Path.of(path))));
    } catch (ImageException e) {
      // A point cloud, or gone meanwhile: the page names it all the same.
      return null;
    }
  }

  private static Crop crop(Image picture) {
    return Crop.of(SQUARE.crop(picture), SQUARE.height());
  }
}
