package io.glimpse.cli.answers;

import io.glimpse.cli.console.CommandException;
import io.glimpse.feature.ClassSet;
import io.glimpse.file.Input;
import io.glimpse.input.LabelledSource;
import io.glimpse.listing.FewNames;
import io.glimpse.method.NearestName;
import io.glimpse.progress.Notes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Pictures of no class, which an evaluation is to tell from the others. */
final class UnlikePictures {

  private UnlikePictures() {}

  /**
   * The pictures by their folders. Beside the only class of a bank, folders of other names hold
   * what is not like it: that is what such a bank is for.
   *
   * @param labelled what such folders are among; null where they are mistakes
   * @param others that were given as such
   * @param notes hear which folders are taken for that
   */
  static Map<String, List<Input>> byFolder(
      @Nullable LabelledSource labelled, ClassSet classes, List<Input> others, Notes notes) {
    Map<String, List<Input>> unlike = new LinkedHashMap<>();
    if (labelled != null) {
      labelled.others(classes).forEach((name, some) -> unlike.put(name, new ArrayList<>(some)));
      tell(unlike.keySet(), classes, notes);
    }
    for (Input input : others) {
      Path folder = input.file().map(Path::getParent).orElse(null);
      String name =
          folder == null || folder.getFileName() == null ? "" : folder.getFileName().toString();
      unlike.computeIfAbsent(name, any -> new ArrayList<>()).add(input);
    }
    return unlike;
  }

  private static void tell(Set<String> names, ClassSet classes, Notes notes) {
    if (names.isEmpty()) {
      return;
    }
    String near =
        names.stream()
            .filter(name -> !NearestName.ifNear(name, classes.names()).isEmpty())
            .findFirst()
            .map(name -> "; was '%s' meant to be '%s'?".formatted(name, classes.name(0)))
            .orElse("");
    notes.note(
        "pictures of %s are taken for what is not like '%s'%s"
            .formatted(
                FewNames.of(names.stream().map(name -> "'" + name + "'").toList()),
                classes.name(0),
                near));
  }

  /** Without a picture of the only class, nothing is there that others could be told from. */
  static CommandException alone(Path source, ClassSet classes) {
    return new CommandException(
        source,
        ("there is no picture of '%1$s' in it that others could be told from; call the folder of such"
                + " pictures '%1$s', and leave others beside it or give them with --unknown DIR")
            .formatted(classes.name(0)));
  }
}
