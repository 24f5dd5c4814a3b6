package io.glimpse.file;

import java.io.Serializable;

/**
 * What a person can do about a failure, as data: how it is said depends on where he is. A command
 * line names an option, a service a field of the request, a library a method. The message of the
 * failure has the {@link #phrase}, which fits everywhere, and which a front may replace.
 *
 * @param subject what it is to be done with, such as the name of a model; empty for nothing
 * @param target what the subject is to be brought to, such as the name of an encoder; empty for
 *     nothing
 */
public record Remedy(Kind kind, String subject, String target) implements Serializable {

  private static final long serialVersionUID = 1L;

  /** What is to be done. */
  public enum Kind {
    /** Allow larger images. */
    RAISE_PIXEL_LIMIT("raise the limit of pixels"),
    /** Choose what transparent images are put on. */
    CHOOSE_BACKGROUND("a background can be chosen"),
    /** Have 16-bit samples scaled to the bits that are used. */
    STRETCH_16_BITS("the bits that are used can be stretched to the whole range"),
    /** Leave out points of clouds that were not measured. */
    DROP_INVALID_POINTS("points that were not measured can be left out on request"),
    /** Give the process more memory. */
    GIVE_MEMORY("give the process more memory"),
    /** Fetch the model of that name into the store. */
    FETCH_MODEL("fetch it first"),
    /** Bring the model of that name into the store from a file again. */
    IMPORT_MODEL("import it again"),
    /** Remove the model of that name from the store. */
    REMOVE_MODEL("remove it first"),
    /** Give the checksum of that file of a model, or trust what comes. */
    GIVE_CHECKSUM("give it, or take the file as it comes and hold later ones to it"),
    /** Allow downloads. */
    ALLOW_NETWORK("downloads are not allowed"),
    /** Write results elsewhere. */
    CHOOSE_FOLDER("choose another folder"),
    /**
     * Choose parameters on the test data and say so ({@code reference}), or not ({@code honest}).
     */
    CHOOSE_PROTOCOL("run the other protocol"),
    /** Run networks on the processor. */
    CHOOSE_PROCESSOR("leave the device at cpu"),
    /** Encode token ids, where an encoder has its own tokenizer. */
    GIVE_TOKEN_IDS("give it token ids"),
    /** Give pictures of every class, where an encoder takes no texts. */
    GIVE_EXAMPLES("give examples of every class, or choose an encoder that takes texts"),
    /** Tune the bank of that name. */
    TUNE_BANK("tune it"),
    /**
     * Have the shots of the bank of that name encoded by the encoder of the target; without a
     * target by the one of the same name.
     */
    MIGRATE_BANK("migrate the bank to the other encoder"),
    /** Say where the pictures of shots are, or that shots without one are left out. */
    FIND_PICTURES("say where their pictures are, or leave them out"),
    /** Give the validation pictures of a bank, or have its parameters chosen without. */
    GIVE_VALIDATION("give such pictures, or have parameters chosen in another way"),
    /** Have a bank answered by whole pictures alone. */
    LEAVE_PLACES_OUT("they can be left out on request, which gives other answers"),
    /** Say which columns of a table hold paths and classes. */
    NAME_COLUMNS("say which it is"),
    /** Name the folder that the relative paths of a table are below. */
    NAME_ROOT("name the folder that its paths are below"),
    /** See which models there are. */
    LIST_MODELS("models are listed and fetched by the model store");

    private final String phrase;

    Kind(String phrase) {
      this.phrase = phrase;
    }
  }

  /** Without anything that the subject is brought to. */
  public Remedy(Kind kind, String subject) {
    this(kind, subject, "");
  }

  /** Of nothing in particular. */
  public Remedy(Kind kind) {
    this(kind, "");
  }

  /** A clause that says it to whoever reads the message. */
  public String phrase() {
    return kind.phrase;
  }
}
