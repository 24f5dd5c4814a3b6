package io.glimpse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.Glimpse;
import io.glimpse.cloud.PointCloud;
import io.glimpse.data.Dataset;
import io.glimpse.database.BankDatabase;
import io.glimpse.encoder.Encoder;
import io.glimpse.encoder.EncoderProvider;
import io.glimpse.export.ClassifierExport;
import io.glimpse.lexicon.Lexicon;
import io.glimpse.matrix.Gemm;
import io.glimpse.matrix.Matrix;
import io.glimpse.method.Method;
import io.glimpse.model.ModelLayout;
import io.glimpse.report.Report;
import io.glimpse.server.GlimpseServer;
import io.glimpse.study.Study;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What the modules show to everyone, and that they find on the module path what the class path has.
 */
class ModulesTest {

  /** The packages that users see, and no others: a new one is a promise. */
  private static final Map<String, Set<String>> FOR_EVERYONE =
      Map.ofEntries(
          Map.entry(
              "io.glimpse.core",
              Set.of(
                  "io.glimpse.bank",
                  "io.glimpse.calibration",
                  "io.glimpse.feature",
                  "io.glimpse.file",
                  "io.glimpse.local",
                  "io.glimpse.matrix",
                  "io.glimpse.method",
                  "io.glimpse.metric",
                  "io.glimpse.multiview",
                  "io.glimpse.progress",
                  "io.glimpse.review")),
          Map.entry(
              "io.glimpse.report",
              Set.of("io.glimpse.document", "io.glimpse.page", "io.glimpse.report")),
          Map.entry(
              "io.glimpse.vision",
              Set.of("io.glimpse.encoder", "io.glimpse.image", "io.glimpse.onnx")),
          Map.entry(
              "io.glimpse.inference",
              Set.of(
                  "io.glimpse",
                  "io.glimpse.inference",
                  "io.glimpse.input",
                  "io.glimpse.shots",
                  "io.glimpse.sorting")),
          Map.entry("io.glimpse.export", Set.of("io.glimpse.export")),
          Map.entry("io.glimpse.lexicon", Set.of()),
          Map.entry("io.glimpse.lite", Set.of()),
          Map.entry("io.glimpse.points", Set.of("io.glimpse.cloud", "io.glimpse.projection")),
          Map.entry("io.glimpse.data", Set.of("io.glimpse.data")),
          Map.entry("io.glimpse.store", Set.of("io.glimpse.database")),
          Map.entry(
              "io.glimpse.server",
              Set.of(
                  "io.glimpse.server",
                  "io.glimpse.server.limit",
                  "io.glimpse.server.log",
                  "io.glimpse.server.token")),
          Map.entry("io.glimpse.study", Set.of("io.glimpse.study", "io.glimpse.studyreport")));

  @Test
  void everyoneSeesTheListedPackagesOnly() throws Exception {
    Map<String, Set<String>> seen = new TreeMap<>();
    for (ModuleDescriptor module : modules()) {
      seen.put(
          module.name(),
          module.exports().stream()
              .filter(export -> !export.isQualified())
              .map(ModuleDescriptor.Exports::source)
              .collect(Collectors.toCollection(TreeSet::new)));
    }

    assertThat(seen).containsExactlyInAnyOrderEntriesOf(FOR_EVERYONE);
  }

  @Test
  void packagesForSomeAreForModulesThatThereAre() throws Exception {
    Set<String> known = FOR_EVERYONE.keySet();
    for (ModuleDescriptor module : modules()) {
      for (ModuleDescriptor.Exports export : module.exports()) {
        assertThat(known).as("%s of %s", export, module.name()).containsAll(export.targets());
      }
    }
  }

  @Test
  void modulesProvideInTheOrderOfTheClassPath() throws Exception {
    for (Class<?> service :
        List.of(Method.class, Gemm.class, EncoderProvider.class, ModelLayout.class)) {
      Map<String, List<String>> byClassPath = new TreeMap<>();
      Map<String, List<String>> byModules = new TreeMap<>();
      for (ModuleDescriptor module : modules()) {
        module.provides().stream()
            .filter(provides -> provides.service().equals(service.getName()))
            .forEach(provides -> byModules.put(module.name(), provides.providers()));
      }
      for (ServiceLoader.Provider<?> provider : ServiceLoader.load(service).stream().toList()) {
        ModuleReference home = home(provider.type());
        byClassPath.merge(
            home.descriptor().name(),
            List.of(provider.type().getName()),
            (some, one) -> Stream.concat(some.stream(), one.stream()).toList());
      }

      assertThat(byModules).isNotEmpty().isEqualTo(byClassPath);
    }
  }

  private static List<ModuleDescriptor> modules() throws URISyntaxException {
    List<ModuleDescriptor> found = new ArrayList<>();
    for (Class<?> one :
        List.of(
            Matrix.class,
            Report.class,
            Glimpse.class,
            Lexicon.class,
            Encoder.class,
            lite(),
            PointCloud.class,
            Dataset.class,
            Study.class,
            BankDatabase.class,
            ClassifierExport.class,
            GlimpseServer.class)) {
      found.add(home(one).descriptor());
    }
    return found;
  }

  /** Nothing refers to it: encoders are found. */
  private static Class<?> lite() {
    return ServiceLoader.load(EncoderProvider.class).stream()
        .map(ServiceLoader.Provider::type)
        .filter(type -> type.getPackageName().equals("io.glimpse.lite"))
        .findFirst()
        .orElseThrow();
  }

  /** The module in whose jar, or folder of classes, a class lies. */
  private static ModuleReference home(Class<?> type) throws URISyntaxException {
    Path jar = Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    return ModuleFinder.of(jar).findAll().iterator().next();
  }
}
