package io.glimpse.server.document;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.glimpse.database.BankSummary;
import io.glimpse.database.HistoryEntry;
import io.glimpse.database.NamedVersion;
import io.glimpse.database.StoredShot;
import io.glimpse.document.ClassifyDocument;
import io.glimpse.document.ErrorDocument;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the service says of banks. */
public final class BankDocuments {

  private BankDocuments() {}

  /**
   * A bank in short.
   *
   * @param changed when, ISO 8601 in UTC
   */
  public record Bank(
      String name,
      long version,
      String encoder,
      String method,
      String changed,
      List<ClassCount> classes) {

    public Bank {
      classes = List.copyOf(classes);
    }

    /** That of a summary. */
    public static Bank of(BankSummary bank) {
      return new Bank(
          bank.name(),
          bank.version(),
          bank.encoder(),
          bank.method(),
          bank.changed().toString(),
          bank.classes().stream().map(one -> new ClassCount(one.name(), one.shots())).toList());
    }
  }

  /** A class, and how many shots it has. */
  public record ClassCount(String name, int shots) {}

  /**
   * A part of the banks.
   *
   * @param next what the next part begins after; null at the end
   */
  public record Banks(List<Bank> banks, @Nullable String next) {

    public Banks {
      banks = List.copyOf(banks);
    }
  }

  /**
   * A shot.
   *
   * @param source the name of its file, as the client said it
   * @param thumbnail the path of its picture; null where there is none
   * @param added when, ISO 8601 in UTC
   */
  public record Shot(
      String id,
      @JsonProperty("class") String name,
      String source,
      String digest,
      @Nullable String thumbnail,
      @JsonProperty("added_by") String addedBy,
      String added) {

    /** That of a stored shot. */
    public static Shot of(String bank, StoredShot shot) {
      return new Shot(
          shot.id(),
          shot.className(),
          shot.source(),
          shot.digest(),
          shot.hasThumbnail() ? Paths.thumbnail(bank, shot.id()) : null,
          shot.addedBy(),
          shot.added().toString());
    }
  }

  /** A part of the shots of a class; as {@link Banks}. */
  public record Shots(List<Shot> shots, @Nullable String next) {

    public Shots {
      shots = List.copyOf(shots);
    }
  }

  /**
   * Shots that were added.
   *
   * @param id of the first
   * @param ids of all that the bank has now, in the order of the pictures
   * @param version of the bank that has them
   * @param errors of pictures that could not be used; left out where there is none
   * @param conflicts those of them that are examples of another class; left out where there is none
   */
  public record Added(
      String id,
      List<String> ids,
      long version,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<ErrorDocument> errors,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<ShotConflict> conflicts) {

    public Added {
      ids = List.copyOf(ids);
      errors = List.copyOf(errors);
      conflicts = List.copyOf(conflicts);
    }
  }

  /**
   * A change that is kept.
   *
   * @param what was done, as a clause
   */
  public record Change(long version, String what) {}

  /**
   * One entry of a history.
   *
   * @param kind such as {@code edit}
   * @param target the version that was taken back to; left out where there is none
   * @param undone whether the bank is now what it was before it
   */
  public record Entry(
      long version,
      String at,
      String who,
      String kind,
      String what,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long target,
      boolean undone) {

    /** That of a change. */
    public static Entry of(HistoryEntry entry) {
      return new Entry(
          entry.version(),
          entry.at().toString(),
          entry.who(),
          entry.kind().name().toLowerCase(Locale.ROOT),
          entry.what(),
          entry.target() == 0 ? null : (Long) entry.target(),
          entry.undone());
    }
  }

  /** A part of a history, the newest first; as {@link Banks}. */
  public record History(List<Entry> entries, @Nullable String next) {

    public History {
      entries = List.copyOf(entries);
    }
  }

  /** A version with a name. */
  public record Snapshot(String name, long version, String at, String who) {

    /** That of a named version. */
    public static Snapshot of(NamedVersion named) {
      return new Snapshot(named.name(), named.version(), named.at().toString(), named.who());
    }
  }

  /** The versions of a bank that have names. */
  public record Snapshots(List<Snapshot> snapshots) {

    public Snapshots {
      snapshots = List.copyOf(snapshots);
    }
  }

  /**
   * What a bank answers.
   *
   * @param answer as {@code classify --json} gives it
   * @param version of the bank that answered
   * @param taught whether every class has a shot; until then names alone answer
   * @param evidence for each result, if it was asked for
   */
  public record Answer(
      @JsonUnwrapped ClassifyDocument answer,
      String bank,
      long version,
      boolean taught,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<Evidence> evidence) {

    public Answer {
      evidence = evidence == null ? null : List.copyOf(evidence);
    }
  }

  /**
   * Why a picture was answered so.
   *
   * @param shots the nearest, best first
   * @param attention for the likeliest classes
   */
  public record Evidence(String path, List<Nearest> shots, List<Attention> attention) {

    public Evidence {
      shots = List.copyOf(shots);
      attention = List.copyOf(attention);
    }
  }

  /**
   * A shot that spoke for its class.
   *
   * @param id null where it is the mean of several shots
   * @param similarity cosine of the features
   * @param share of all votes, 0 to 1; left out where the method is made of all shots at once, so
   *     that none has a vote
   * @param thumbnail the path of its picture; null where there is none
   */
  public record Nearest(
      @Nullable String id,
      @JsonProperty("class") String name,
      double similarity,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Double share,
      @Nullable String thumbnail) {}

  /**
   * Where a class was seen.
   *
   * @param view of a point cloud; 0 for a picture
   * @param weights a row a list, from the top, all of them together 1
   */
  public record Attention(@JsonProperty("class") String name, int view, List<List<Float>> weights) {

    public Attention {
      weights = weights.stream().map(List::copyOf).toList();
    }
  }
}
