package io.glimpse.probe;

import io.glimpse.feature.ClassSet;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.feature.TextFeatures;
import io.glimpse.matrix.Matrix;
import io.glimpse.matrix.Rows;
import io.glimpse.method.Classifier;
import io.glimpse.method.LogitFormula;
import io.glimpse.method.Method;
import io.glimpse.method.Need;
import io.glimpse.method.Parameter;
import io.glimpse.method.Parameters;
import io.glimpse.method.Selection;
import io.glimpse.method.Task;
import io.glimpse.method.TextLogits;
import io.glimpse.progress.Monitor;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** CLIP as it is: {@code logits = scale · f Wᵀ}, f a picture's global feature, W the text rows. */
public final class ZeroShot implements Method {

  static final Parameter SCALE =
      Parameter.number("scale", 100, "what cosines are multiplied by; 100 in CLIP");

  @Override
  public String name() {
    return "zero-shot";
  }

  @Override
  public String summary() {
    return "CLIP as it is: the cosine of picture and text; needs no shots.";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(SCALE);
  }

  @Override
  public Set<Need> needs() {
    return Set.of(Need.TEXT);
  }

  @Override
  public Set<Selection> selections() {
    return Set.of(Selection.FIXED);
  }

  @Override
  public Classifier fit(Task task) {
    TextFeatures text = task.requireText(this);
    Parameters parameters = task.parameters(this);
    task.selection(this);
    task.monitor().phase(Monitor.Phase.FIT);
    TextLogits logits = new TextLogits(Rows.of(text.weights()), parameters.number(SCALE));
    return new Fitted(this, text.classes(), logits, parameters);
  }

  private record Fitted(Method method, ClassSet classes, TextLogits text, Parameters parameters)
      implements Classifier {

    @Override
    public Matrix logits(FeatureBatch queries) {
      return text.of(queries.globals());
    }

    @Override
    public Optional<LogitFormula> formula() {
      return Optional.of(new LogitFormula.Linear(text.scaled(), null));
    }
  }
}
