package io.glimpse;

import io.glimpse.bank.Bank;
import io.glimpse.encoder.EncoderOptions;
import io.glimpse.encoder.ImagePipeline;
import io.glimpse.file.Input;
import io.glimpse.inference.BankCheck;
import io.glimpse.input.CloudRendering;
import io.glimpse.input.LabelledInputs;
import io.glimpse.method.Selection;
import io.glimpse.progress.Monitor;
import io.glimpse.progress.Notes;
import io.glimpse.shots.BankAddition;
import io.glimpse.shots.BankBuilder;
import io.glimpse.shots.BankMigrator;
import io.glimpse.shots.BankRecipe;
import io.glimpse.shots.BankTuner;
import io.glimpse.shots.EncoderDefaults;
import io.glimpse.shots.MigrationRecipe;
import io.glimpse.shots.ShotFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is done with banks by one encoder. The first example that cannot be used ends it, as a
 * program has nobody who would read of it.
 */
record BankWork(ImagePipeline pipeline, CloudRendering clouds, Notes notes) {

  /** A bank that goes by no name, in messages. */
  static final String NAMELESS = "the bank";

  Bank build(BankRecipe recipe, LabelledInputs examples, @Nullable LabelledInputs validation)
      throws IOException {
    StrictNotes strict = new StrictNotes(notes);
    return strict.run(
        () ->
            new BankBuilder(pipeline, strict, new NotedFit(notes))
                .build(recipe, examples, validation));
  }

  BankAddition addition(Bank bank, String className, List<? extends Input> examples)
      throws IOException {
    StrictNotes strict = new StrictNotes(notes);
    return strict.run(
        () ->
            new BankBuilder(pipeline, strict, Monitor.NONE)
                .withClouds(clouds)
                .encode(bank, NAMELESS, className, examples));
  }

  Bank tuned(
      Bank bank,
      String method,
      Map<String, String> parameters,
      Selection selection,
      @Nullable LabelledInputs validation)
      throws IOException {
    StrictNotes strict = new StrictNotes(notes);
    BankTuner tuner = new BankTuner(pipeline, strict, new NotedFit(notes));
    return strict.run(
        () ->
            tuner.tune(
                bank,
                NAMELESS,
                method,
                parameters,
                selection,
                validation == null ? null : tuner.validation(bank, NAMELESS, method, validation)));
  }

  Bank migrated(Bank bank, List<Path> folders) throws IOException {
    StrictNotes strict = new StrictNotes(notes);
    return strict.run(
        () ->
            new BankMigrator(pipeline, strict, new NotedFit(notes))
                .migrate(
                    ShotFiles.of(bank, strict).alsoIn(folders, strict),
                    NAMELESS,
                    MigrationRecipe.usual(EncoderDefaults.of(bank, EncoderOptions.defaults())),
                    null));
  }

  BankCheck check(Bank bank, List<? extends Input> test) throws IOException {
    if (test.isEmpty()) {
      return BankCheck.of(bank, pipeline.reader(), notes);
    }
    StrictNotes strict = new StrictNotes(notes);
    return strict.run(() -> BankCheck.of(bank, NAMELESS, pipeline, List.copyOf(test), strict));
  }
}
