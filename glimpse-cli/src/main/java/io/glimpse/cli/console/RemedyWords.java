package io.glimpse.cli.console;

import io.glimpse.file.Remediable;
import io.glimpse.file.Remedy;
import org.jspecify.annotations.Nullable;

/** Says what can be done about a failure in the words of the command line. */
public final class RemedyWords {

  private RemedyWords() {}

  /** The message of a failure, with the remedy as a command or an option. */
  public static @Nullable String message(Throwable failure) {
    String message = failure.getMessage();
    Remedy remedy = failure instanceof Remediable known ? known.remedy() : null;
    return message == null || remedy == null ? message : message(message, remedy);
  }

  /** A sentence that has the phrase of a remedy, with the command or the option instead. */
  static String message(String sentence, Remedy remedy) {
    return sentence.replace(remedy.phrase(), words(remedy));
  }

  private static String words(Remedy remedy) {
    String subject = remedy.subject();
    return switch (remedy.kind()) {
      case RAISE_PIXEL_LIMIT -> "raise with --max-pixels";
      case CHOOSE_BACKGROUND ->
          "--background white, black or #rrggbb puts such pictures on a colour";
      case STRETCH_16_BITS -> "--scale16 used stretches the bits that are used";
      case DROP_INVALID_POINTS -> "--drop-invalid leaves out points that were not measured";
      case GIVE_MEMORY -> "give more with GLIMPSE_JAVA_OPTS=-Xmx8g";
      case FETCH_MODEL -> "fetch it with 'glimpse model pull " + subject + "'";
      case IMPORT_MODEL -> "import it again with 'glimpse model import'";
      case REMOVE_MODEL -> "remove it first with 'glimpse model rm " + subject + "'";
      case LIST_MODELS ->
          "'glimpse model list' names the models, 'glimpse model pull NAME' fetches one";
      case GIVE_CHECKSUM ->
          "give it with --sha256 "
              + (subject.isEmpty() ? "" : subject + "=")
              + "DIGEST, or take it as it comes, and hold later ones to it, with"
              + " --trust-on-first-use";
      case ALLOW_NETWORK -> "--offline allows no download";
      case CHOOSE_PROTOCOL ->
          subject.equals("reference") ? "say --protocol reference" : "leave --protocol out";
      case CHOOSE_PROCESSOR -> "leave --device at cpu";
      case GIVE_TOKEN_IDS -> "give it token ids with 'glimpse encode text --ids'";
      case GIVE_EXAMPLES ->
          "give examples of every class (--examples), or choose an encoder that takes texts";
      case TUNE_BANK -> "'glimpse bank tune " + subject + "' learns it";
      case MIGRATE_BANK ->
          "'glimpse bank migrate "
              + subject
              + (remedy.target().isEmpty()
                  ? "' with --encoder and --precision as here"
                  : " --encoder " + remedy.target() + "'")
              + " encodes its shots anew";
      case FIND_PICTURES ->
          "say where their pictures are with --pictures DIR, or leave them out with --skip-missing";
      case GIVE_VALIDATION ->
          "give such pictures with --val VAL_DIR, or choose otherwise with --select loo or fixed";
      case LEAVE_PLACES_OUT -> "--without-places leaves them out, which gives other answers";
      case NAME_COLUMNS -> "name it with --columns PATH,LABEL";
      case NAME_ROOT ->
          subject.isEmpty()
              ? "name the folder that its paths are below with --root"
              : "give --root " + subject;
      case CHOOSE_FOLDER -> "choose another --out";
    };
  }
}
