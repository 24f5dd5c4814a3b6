package io.glimpse.study;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The experiments that the papers' ablations need, around a plan. */
public final class AblationPlan {

  private static final List<String> CALIP =
      List.of(
          "calip:scale=0.5",
          "calip:scale=1",
          "calip:scale=4",
          "calip:pooling=mean",
          "calip:pooling=max");

  /** The terms of the paper's table 4, by the betas that are not 0. */
  private static final List<String> CALIP_TERMS =
      List.of(
          "calip:beta2=1.12:beta3=0:select=fixed",
          "calip:beta2=0:beta3=0.02:select=fixed",
          "calip:beta2=0:beta3=0:beta4=0.02:select=fixed",
          "calip:beta2=1.12:beta3=0.02:select=fixed",
          "calip:beta2=1.12:beta3=0.02:beta4=0.02:select=fixed");

  private static final List<String> ALPHAS = List.of("0", "0.5", "1", "2", "3", "4");
  private static final List<String> BETAS = List.of("1.5", "3.5", "5.5", "7.5", "9.5", "11.5");
  private static final List<String> CACHE_SIZES = List.of("1", "2", "4", "8");
  private static final List<Integer> MORE_SHOTS = List.of(32, 64, 128);

  private AblationPlan() {}

  /** What to run besides: at the plan's most shots, with its first seed. */
  public static List<StudyPlan> of(StudyPlan plan) {
    List<String> atMost = new ArrayList<>(CALIP);
    atMost.addAll(CALIP_TERMS);
    ALPHAS.forEach(alpha -> atMost.add("tip:alpha=" + alpha + ":beta=5.5:select=fixed"));
    BETAS.forEach(beta -> atMost.add("tip:alpha=1:beta=" + beta + ":select=fixed"));
    CACHE_SIZES.forEach(size -> atMost.add("tip:cache_size=" + size));
    atMost.add("clip-adapter:select=fixed");
    int most = plan.shots().isEmpty() ? 16 : Collections.max(plan.shots());
    List<Long> seeds = plan.seeds().isEmpty() ? List.of(1L) : plan.seeds().subList(0, 1);
    List<MethodVariant> variants = atMost.stream().distinct().map(MethodVariant::parse).toList();
    List<MethodVariant> growing = List.of(MethodVariant.parse("tip"), MethodVariant.parse("tip-f"));
    return List.of(
        new StudyPlan(variants, List.of(most), seeds, plan.protocol(), plan.validation()),
        new StudyPlan(growing, MORE_SHOTS, seeds, plan.protocol(), plan.validation()));
  }
}
