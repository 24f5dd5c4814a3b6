package io.glimpse.shots;

import io.glimpse.bank.Bank;
import io.glimpse.bank.BankShots;
import io.glimpse.bank.Shot;
import io.glimpse.encoder.ImagePipeline;
import io.glimpse.file.InputException;
import io.glimpse.input.LabelledInputs;
import io.glimpse.progress.Monitor;
import io.glimpse.progress.Notes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Takes a bank to another encoder: its shots are encoded anew from their files, and it is built of
 * them as {@link BankBuilder} would build it, so that it answers as if that encoder had been there
 * from the beginning. Features of one encoder cannot be turned into those of another.
 */
public final class BankMigrator {

  private final ImagePipeline pipeline;
  private final Notes notes;
  private final Monitor monitor;

  /**
   * A migrator.
   *
   * @param pipeline into the encoder that banks go to
   * @param notes hear what is kept, and how far encoding has come
   * @param monitor hears how parameters are chosen and trained
   */
  public BankMigrator(ImagePipeline pipeline, Notes notes, Monitor monitor) {
    this.pipeline = Objects.requireNonNull(pipeline, "pipeline");
    this.notes = Objects.requireNonNull(notes, "notes");
    this.monitor = Objects.requireNonNull(monitor, "monitor");
  }

  /** Whether a bank is of the encoder already, by its fingerprint. */
  public boolean isMigrated(Bank bank) {
    Objects.requireNonNull(bank, "bank");
    return bank.encoder().fingerprint().equals(pipeline.encoder().fingerprint());
  }

  /**
   * A bank of the same shots by this encoder; the very bank where it is of this encoder already.
   *
   * @param files of the bank
   * @param name of the bank, for messages
   * @param validation what parameters are chosen on; null to choose them on the shots
   * @throws IOException if a shot is lost and was not left out, a class would have none, a file
   *     changes while it is read, or the bank was chosen on validation pictures and there are none
   */
  public Bank migrate(
      ShotFiles files, String name, MigrationRecipe recipe, @Nullable LabelledInputs validation)
      throws IOException {
    Objects.requireNonNull(files, "files");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(recipe, "recipe");
    Bank bank = files.bank();
    if (isMigrated(bank)) {
      return bank;
    }
    files.requireEnough(name);
    MigrationRecipe asked = recipe;
    if (files.hasThumbnails()) {
      asked = recipe.withoutPlaces();
    }
    BankRecipe anew =
        new MigratedRecipe(bank, name, asked, pipeline.encoder(), notes).recipe(validation != null);
    List<Integer> places = files.places();
    LabelledInputs labelled =
        new LabelledInputs(
            files.inputs(), places.stream().map(bank.cache()::label).toList(), bank.classes());
    ImagePipeline alike = PictureReadings.alike(bank, name, pipeline, notes);
    Bank built = new BankBuilder(alike, notes, monitor).build(anew, labelled, validation);
    requireAll(files, built, name);
    tellPlaces(bank, built);
    return files.hasThumbnails() ? withOrigins(files, built) : built;
  }

  /** A picture that could not be encoded, or was exchanged meanwhile, would be missed by nobody. */
  private static void requireAll(ShotFiles files, Bank built, String name) throws IOException {
    List<String> missing = new ArrayList<>();
    for (int place : files.places()) {
      if (built.classOf(files.idInBuild(place)).isEmpty()) {
        missing.add(files.origin(place).source());
      }
    }
    int lacking = files.size() - built.shots().size();
    if (!missing.isEmpty() || lacking > 0) {
      throw new InputException(
          name,
          String.format(
              "%d of %d shots could not be encoded, changed meanwhile or are the same as others%s;"
                  + " nothing was changed",
              Math.max(lacking, missing.size()),
              files.size(),
              missing.isEmpty() ? "" : ", the first is " + missing.get(0)));
    }
  }

  /** The shots stay who they are, whatever was looked at. */
  private static Bank withOrigins(ShotFiles files, Bank built) {
    List<Shot> origins = files.places().stream().map(files::origin).toList();
    return new Bank(
        built.encoder(),
        built.texts(),
        BankShots.of(built.cache(), origins),
        built.fitted(),
        built.provenance(),
        built.clouds());
  }

  private void tellPlaces(Bank bank, Bank built) {
    BankShots before = bank.shots();
    if (before.local() != null && built.shots().local() == null) {
      notes.note("the bank looked at small places, and with this encoder it does not");
    } else if (before.local() == null && built.shots().local() != null) {
      notes.note("with this encoder the bank looks at small places, which it did not before");
    }
  }
}
