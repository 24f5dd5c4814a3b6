package io.glimpse.data;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The published prompt templates of a data set, {@code {}} standing for the class name.
 *
 * @param single one template
 * @param tipAdapter Tip-Adapter's and CALIP's, where they differ from the single one
 * @param clip those of CLIP's authors, where they gave some
 */
record Prompts(
    List<String> single, @Nullable List<String> tipAdapter, @Nullable List<String> clip) {

  List<String> of(PromptSet set) {
    List<String> chosen =
        switch (set) {
          case SINGLE -> single;
          case TIP_ADAPTER -> tipAdapter;
          case CLIP -> clip;
        };
    return chosen == null ? single : chosen;
  }
}
