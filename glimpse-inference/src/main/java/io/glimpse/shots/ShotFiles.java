package io.glimpse.shots;

import io.glimpse.argument.Given;
import io.glimpse.bank.Bank;
import io.glimpse.bank.Shot;
import io.glimpse.cloud.CloudReader;
import io.glimpse.encoder.ImagePipeline;
import io.glimpse.file.Input;
import io.glimpse.file.InputException;
import io.glimpse.file.Remedy;
import io.glimpse.file.TableLayout;
import io.glimpse.image.ImageException;
import io.glimpse.input.InputFiles;
import io.glimpse.listing.FewNames;
import io.glimpse.progress.Notes;
import io.glimpse.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The files that the shots of a bank were made of, as far as they still hold the same: the content
 * of each is compared with the {@linkplain ShotId beginning of the SHA-256} that the bank keeps.
 * Names and times say nothing. Immutable.
 */
public final class ShotFiles {

  private final Bank bank;

  /** By the place of the shot. */
  private final Map<Integer, Input> found;

  private final Map<Integer, LostShot.Why> lost;

  /** Shots of which there is a thumbnail among the found. */
  private final Set<Integer> small;

  private final boolean lostLeftOut;

  private ShotFiles(
      Bank bank,
      Map<Integer, Input> found,
      Map<Integer, LostShot.Why> lost,
      Set<Integer> small,
      boolean lostLeftOut) {
    this.bank = bank;
    this.found = found;
    this.lost = lost;
    this.small = small;
    this.lostLeftOut = lostLeftOut;
  }

  /**
   * Looks where the shots of a bank say that they came from; a relative path is one of the working
   * folder. Every file is read once.
   *
   * @param notes hear how far it has come
   */
  public static ShotFiles of(Bank bank, Notes notes) {
    Objects.requireNonNull(bank, "bank");
    Objects.requireNonNull(notes, "notes");
    Map<Integer, Input> found = new TreeMap<>();
    Map<Integer, LostShot.Why> lost = new TreeMap<>();
    try (Progress progress = notes.progress("find", bank.shots().size())) {
      for (int i = 0; i < bank.shots().size(); i++) {
        look(bank.shots().get(i), i, found, lost);
        progress.step();
      }
    }
    return new ShotFiles(bank, found, lost, Set.of(), false);
  }

  private static void look(
      Shot shot, int place, Map<Integer, Input> found, Map<Integer, LostShot.Why> lost) {
    if (ReadyExamples.isOfRow(shot)) {
      lost.put(place, LostShot.Why.FEATURES);
      return;
    }
    try {
      Path path = Path.of(shot.source());
      // The path is whatever the bank says: a pipe would be waited for, a device never end.
      if (!Files.isRegularFile(CloudReader.isRow(path) ? CloudReader.file(path) : path)) {
        lost.put(place, LostShot.Why.GONE);
        return;
      }
      Input input = Input.of(path);
      if (ShotId.of(input).equals(shot.id())) {
        found.put(place, input);
      } else {
        lost.put(place, LostShot.Why.CHANGED);
      }
    } catch (InvalidPathException e) {
      // Whoever made it called a picture in memory so.
      lost.put(place, LostShot.Why.GONE);
    } catch (IOException e) {
      lost.put(place, LostShot.Why.UNREADABLE);
    }
  }

  /**
   * These and what else is found in folders, whatever the files are called there; a row of a file
   * with many is looked for in files of the same name. Every file is read once, until nothing is
   * missing any more.
   *
   * @param folders with folders in them, or tables that list files
   * @param notes hear how far it has come, and how many were found
   * @throws InputException if there is no such folder
   */
  public ShotFiles alsoIn(List<Path> folders, Notes notes) throws InputException {
    List<Path> all = Given.list(folders, "folders");
    Objects.requireNonNull(notes, "notes");
    List<Input> inputs = new ArrayList<>();
    for (Path folder : all) {
      inputs.addAll(InputFiles.inFolder(folder, TableLayout.usual(), notes));
    }
    Map<Integer, Input> more = new TreeMap<>(found);
    Map<Integer, LostShot.Why> fewer = new TreeMap<>(lost);
    Map<String, Integer> wanted = new HashMap<>();
    lost.keySet().forEach(place -> wanted.put(bank.shots().get(place).id(), place));
    int unread = 0;
    try (Progress progress = notes.progress("look for pictures", inputs.size())) {
      for (Input input : inputs) {
        if (wanted.isEmpty()) {
          break;
        }
        for (Input candidate : candidates(input, wanted.values())) {
          try {
            Integer place = wanted.remove(ShotId.of(candidate));
            if (place != null) {
              more.put(place, candidate);
              fewer.remove(place);
            }
          } catch (IOException e) {
            unread++;
          }
        }
        progress.step();
      }
    }
    tell(more.size() - found.size(), unread, notes);
    return new ShotFiles(bank, more, fewer, small, lostLeftOut);
  }

  private static void tell(int more, int unread, Notes notes) {
    if (more > 0) {
      notes.note(
          more == 1
              ? "1 shot was found elsewhere, by what its file holds"
              : more + " shots were found elsewhere, by what their files hold");
    }
    if (unread > 0) {
      notes.note(
          unread == 1
              ? "1 file could not be read, and was passed over"
              : unread + " files could not be read, and were passed over");
    }
  }

  /** A file, or those rows of it that shots of a file of its name were. */
  private List<Input> candidates(Input input, Iterable<Integer> wanted) {
    Optional<Path> file = input.file();
    if (file.isEmpty() || !CloudReader.isCloudName(file.get())) {
      return List.of(input);
    }
    List<Input> all = new ArrayList<>(List.of(input));
    for (int place : wanted) {
      row(bank.shots().get(place), file.get()).ifPresent(all::add);
    }
    return all;
  }

  private static Optional<Input> row(Shot shot, Path file) {
    try {
      Path path = Path.of(shot.source());
      if (!CloudReader.isRow(path)) {
        return Optional.empty();
      }
      Path from = CloudReader.file(path);
      String row = shot.source().substring(shot.source().lastIndexOf('#'));
      return Objects.equals(from.getFileName(), file.getFileName())
          ? Optional.of(Input.of(Path.of(file + row)))
          : Optional.empty();
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /**
   * These and, of those that are lost, thumbnails: pictures in a folder, each named by the id of
   * its shot, such as {@code 3fa9c2d17b.jpg}. What they were made of cannot be known, and what they
   * become is near to what the picture would have become, not the same.
   *
   * @param folder that is looked into, and not below
   * @param pipeline into the encoder that they are for; smaller ones than it looks at are not taken
   * @param notes are warned of how many there are
   * @throws InputException if there is no such folder, or the bank is of point clouds
   */
  public ShotFiles orThumbnails(Path folder, ImagePipeline pipeline, Notes notes)
      throws InputException {
    Objects.requireNonNull(folder, "folder");
    Objects.requireNonNull(pipeline, "pipeline");
    Objects.requireNonNull(notes, "notes");
    if (!Files.isDirectory(folder)) {
      throw new InputException(folder, "there is no such folder of thumbnails");
    }
    if (BankKind.of(bank) == BankKind.CLOUDS) {
      throw new InputException(folder, "thumbnails are of pictures; the bank holds point clouds");
    }
    ShotThumbnails thumbnails = new ShotThumbnails(folder, pipeline);
    Map<Integer, Input> more = new TreeMap<>(found);
    Map<Integer, LostShot.Why> fewer = new TreeMap<>(lost);
    Set<Integer> taken = new TreeSet<>(small);
    for (int place : lost.keySet()) {
      Optional<Input> thumbnail = thumbnails.of(bank.shots().get(place));
      if (thumbnail.isEmpty()) {
        continue;
      }
      try {
        if (thumbnails.isLargeEnough(thumbnail.get())) {
          more.put(place, thumbnail.get());
          fewer.remove(place);
          taken.add(place);
        } else {
          fewer.put(place, LostShot.Why.SMALL);
        }
      } catch (ImageException e) {
        fewer.put(place, LostShot.Why.BROKEN);
      }
    }
    if (!taken.isEmpty()) {
      notes.warning(
          String.format(
              "%d of %d shots are encoded from thumbnails, which show the middle of a picture with"
                  + " less detail: the bank answers nearly, but not exactly, as one of the pictures",
              taken.size(), bank.shots().size()));
    }
    return new ShotFiles(bank, more, fewer, taken, lostLeftOut);
  }

  /** Whether any is a thumbnail. */
  boolean hasThumbnails() {
    return !small.isEmpty();
  }

  /** Where a shot of the bank comes from now: of a thumbnail, where its picture came from. */
  Shot origin(int place) {
    Shot before = bank.shots().get(place);
    return small.contains(place)
        ? before
        : new Shot(before.id(), Objects.requireNonNull(found.get(place)).name());
  }

  /** What a build calls a shot that is made of its file. */
  String idInBuild(int place) throws IOException {
    return small.contains(place)
        ? ShotId.of(Objects.requireNonNull(found.get(place)))
        : bank.shots().get(place).id();
  }

  /** These, of which the lost ones are not asked for: the bank goes on without such shots. */
  public ShotFiles withoutLost() {
    return new ShotFiles(bank, found, lost, small, true);
  }

  /** The bank that they are of. */
  public Bank bank() {
    return bank;
  }

  /** How many files are there. */
  public int size() {
    return found.size();
  }

  /** The files that are there, in the order of the shots. */
  public List<Input> inputs() {
    return List.copyOf(found.values());
  }

  /** The places of the shots whose files are there, ascending. */
  List<Integer> places() {
    return List.copyOf(found.keySet());
  }

  /** The shots whose pictures are not to be had, in the order of the shots. */
  public List<LostShot> lost() {
    return lost.entrySet().stream()
        .map(
            one -> {
              int place = one.getKey();
              String className = bank.classes().name(bank.cache().label(place));
              return new LostShot(bank.shots().get(place), className, one.getValue());
            })
        .toList();
  }

  /**
   * Refuses a bank of which shots are lost that nobody said could be left out, or a whole class.
   *
   * @param name of the bank, for messages
   * @throws InputException naming how many, or the class
   */
  void requireEnough(String name) throws InputException {
    int all = bank.shots().size();
    if (!lost.isEmpty() && !lostLeftOut) {
      Remedy remedy = new Remedy(Remedy.Kind.FIND_PICTURES, name);
      throw new InputException(
          name,
          String.format(
              "%d of %d shots cannot be encoded anew (%s), and nothing was changed; %s",
              lost.size(),
              all,
              FewNames.of(lost().stream().map(one -> one.shot().source()).toList(), 1),
              remedy.phrase()),
          remedy);
    }
    boolean[] has = new boolean[bank.classes().size()];
    found.keySet().forEach(place -> has[bank.cache().label(place)] = true);
    for (int c = 0; c < has.length; c++) {
      if (!has[c]) {
        throw new InputException(
            name,
            "class '"
                + bank.classes().name(c)
                + "' would be left without a shot; nothing was changed; find a picture of it, or"
                + " take the class out of the bank first");
      }
    }
  }
}
