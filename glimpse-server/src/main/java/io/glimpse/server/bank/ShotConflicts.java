package io.glimpse.server.bank;

import io.glimpse.bank.Bank;
import io.glimpse.document.ErrorDocument;
import io.glimpse.file.Input;
import io.glimpse.server.document.Paths;
import io.glimpse.server.document.ShotConflict;
import io.glimpse.server.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Pictures that are to become examples of a class, and are examples of another one. */
record ShotConflicts(String className, List<ShotConflict> list) {

  ShotConflicts {
    list = List.copyOf(list);
  }

  /**
   * Those of a bank.
   *
   * @param className as the bank spells it
   * @param images by the ids that they have as shots
   */
  static ShotConflicts in(Bank bank, String className, Map<String, Input> images) {
    List<ShotConflict> found = new ArrayList<>();
    images.forEach(
        (id, image) ->
            bank.classOf(id)
                .filter(holder -> !holder.equals(className))
                .ifPresent(holder -> found.add(new ShotConflict(image.name(), id, holder))));
    return new ShotConflicts(className, found);
  }

  boolean has(String id) {
    return list.stream().anyMatch(one -> one.shot().equals(id));
  }

  /** The same among other errors of pictures. */
  List<ErrorDocument> errors() {
    return list.stream().map(one -> new ErrorDocument(one.path(), sentence(one))).toList();
  }

  private static String sentence(ShotConflict one) {
    return one.path() + ": this is a shot of '" + one.name() + "' in the bank already";
  }

  /** The refusal of a request in which there is nothing else. */
  ProblemException refusal(String bank) {
    ShotConflict first = list.get(0);
    return ProblemException.ofConflicts(
        sentence(first)
            + (list.size() > 1 ? ", and conflicts names %d more".formatted(list.size() - 1) : "")
            + ". To give it to '%s', PATCH %s with {\"class\": ...}."
                .formatted(className, Paths.shot(bank, first.shot())),
        errors(),
        list);
  }

  /** Refuses what meanwhile became an example of another class. */
  void requireNone(String bank) {
    if (!list.isEmpty()) {
      throw refusal(bank);
    }
  }
}
