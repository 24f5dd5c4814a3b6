package io.glimpse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.glimpse.bank.Bank;
import io.glimpse.calibration.AnswerRules;
import io.glimpse.encoder.ClassDescriptions;
import io.glimpse.encoder.EncoderOptions;
import io.glimpse.encoder.ImagePipeline;
import io.glimpse.feature.ClassSet;
import io.glimpse.file.Input;
import io.glimpse.image.DecodeOptions;
import io.glimpse.inference.AnswerListener;
import io.glimpse.inference.ClassifierSpec;
import io.glimpse.input.CloudRendering;
import io.glimpse.input.LabelledInputs;
import io.glimpse.local.Tiling;
import io.glimpse.progress.Monitor;
import io.glimpse.progress.Notes;
import io.glimpse.projection.ViewPreset;
import io.glimpse.shots.BankBuilder;
import io.glimpse.shots.BankFiles;
import io.glimpse.shots.BankMigrator;
import io.glimpse.shots.BankRecipe;
import io.glimpse.shots.BankStore;
import io.glimpse.shots.BankTuner;
import io.glimpse.shots.DuplicateSearch;
import io.glimpse.shots.EncoderDefaults;
import io.glimpse.shots.MigrationRecipe;
import io.glimpse.shots.ShotFiles;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever gives null where a value is wanted hears which parameter it was, and at once. */
class NullArgumentsTest {

  /** Where users come in; what these lead to is asked with what they were given. */
  private static final List<Class<?>> DOORS =
      List.of(
          Glimpse.class,
          Glimpse.Builder.class,
          ImageClassifier.class,
          LabelledInputs.class,
          BankRecipe.class,
          BankBuilder.class,
          BankTuner.class,
          BankMigrator.class,
          ShotFiles.class,
          EncoderDefaults.class,
          BankFiles.class,
          DuplicateSearch.class);

  /** Plain data that users make; what is asked of it takes what the doors have let in. */
  private static final List<Class<?>> MADE =
      List.of(ClassifierSpec.OfNames.class, ClassifierSpec.OfBank.class, CloudRendering.class);

  /** A value of every kind that is asked for. */
  private static final List<Object> VALUES = new ArrayList<>();

  private static Glimpse glimpse;

  @BeforeAll
  static void open() throws IOException {
    glimpse = Glimpse.open();
    ImageClassifier classifier = glimpse.fewShot(Demo.emusAndOkapis());
    Bank bank = classifier.bank().orElseThrow();
    ImagePipeline pipeline = glimpse.banks().pipeline();
    Input input = Input.of(Demo.EMU);
    Collections.addAll(
        VALUES,
        glimpse,
        Glimpse.builder(),
        classifier,
        bank,
        new ClassifierSpec.OfNames(List.of("emu", "okapi")),
        LabelledInputs.of(List.of(input), ClassSet.of("emu")),
        CloudRendering.usual(),
        ViewPreset.of("pointclip-fs"),
        BankRecipe.usual(),
        new BankBuilder(pipeline),
        new BankBuilder(pipeline).encoding(bank, "any"),
        new BankTuner(pipeline, Notes.SILENT, Monitor.NONE),
        BankFiles.in(Path.of("none")),
        new DuplicateSearch(bank, pipeline.reader(), Notes.SILENT),
        pipeline,
        pipeline.reader(),
        pipeline.run(input),
        glimpse.encoder(),
        glimpse.encoder().id(),
        new BankMigrator(pipeline, Notes.SILENT, Monitor.NONE),
        ShotFiles.of(bank, Notes.SILENT),
        EncoderDefaults.UNKNOWN,
        EncoderOptions.defaults(),
        MigrationRecipe.usual(EncoderDefaults.UNKNOWN),
        glimpse.encode(input),
        AnswerRules.usual(),
        Tiling.ONE,
        input,
        Demo.EMU,
        ClassSet.of("emu"),
        new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB),
        new ByteArrayInputStream(new byte[1]),
        DecodeOptions.defaults(),
        Notes.SILENT,
        Monitor.NONE,
        AnswerListener.NONE,
        (Runnable) () -> {},
        (IntFunction<Object>) shot -> Demo.EMU,
        (BankStore.Change) one -> one,
        ClassDescriptions.NONE,
        "emu",
        new String[] {"emu", "okapi"},
        new byte[1],
        List.of(),
        List.of().iterator(),
        Stream.of(),
        Map.of());
  }

  @AfterAll
  static void close() {
    glimpse.close();
  }

  /** Every parameter that must not be null, as its method and its place there. */
  private static Stream<Arguments> parameters() {
    return Stream.of(
            MADE.stream().flatMap(type -> Arrays.stream(type.getConstructors())),
            DOORS.stream().flatMap(type -> Arrays.stream(type.getConstructors())),
            DOORS.stream().flatMap(type -> Arrays.stream(type.getDeclaredMethods())))
        .<Executable>flatMap(members -> members)
        .filter(member -> Modifier.isPublic(member.getModifiers()) && !member.isSynthetic())
        .filter(member -> !member.getName().equals("equals"))
        .flatMap(
            member ->
                IntStream.range(0, member.getParameterCount())
                    .filter(place -> isWanted(member.getParameters()[place]))
                    .mapToObj(place -> Arguments.of(member, place)));
  }

  private static boolean isWanted(Parameter parameter) {
    return !parameter.getType().isPrimitive() && !isNullable(parameter);
  }

  private static boolean isNullable(Parameter parameter) {
    return parameter.getAnnotatedType().isAnnotationPresent(Nullable.class);
  }

  @ParameterizedTest
  @MethodSource("parameters")
  void nullIsToldByTheNameOfAParameter(Executable member, int place) throws Exception {
    Throwable told = failure(member, place);

    assertThat(told).isInstanceOf(NullPointerException.class);
    assertThat(told.getMessage()).isNotNull().matches("\\w+");
  }

  /** What a call says that has values in all places but one. */
  private static Throwable failure(Executable member, int place) throws Exception {
    Parameter[] parameters = member.getParameters();
    Object[] arguments = new Object[parameters.length];
    for (int i = 0; i < arguments.length; i++) {
      if (i != place && !isNullable(parameters[i])) {
        arguments[i] = value(parameters[i].getType());
      }
    }
    try {
      if (member instanceof Constructor<?> constructor) {
        constructor.newInstance(arguments);
      } else {
        boolean one = Modifier.isStatic(member.getModifiers());
        ((Method) member).invoke(one ? null : value(member.getDeclaringClass()), arguments);
      }
    } catch (InvocationTargetException e) {
      return Objects.requireNonNull(e.getCause());
    }
    throw new AssertionError("null was taken");
  }

  private static Object value(Class<?> type) {
    if (type.isEnum()) {
      return Objects.requireNonNull(type.getEnumConstants())[0];
    }
    if (type == int.class) {
      return 1;
    }
    if (type == long.class) {
      return 1L;
    }
    if (type == boolean.class) {
      return false;
    }
    return VALUES.stream().filter(type::isInstance).findFirst().orElseThrow();
  }

  @Test
  void nullAmongOthersIsToldByItsPlace() {
    assertThatNullPointerException()
        .isThrownBy(() -> glimpse.zeroShot(Arrays.asList("emu", null)))
        .withMessage("classNames[1]");
    assertThatNullPointerException()
        .isThrownBy(() -> glimpse.encodeClasses(Arrays.asList(null, "emu")))
        .withMessage("classNames[0]");
    Map<String, List<Path>> shots = new HashMap<>();
    shots.put("emu", Arrays.asList(Demo.EMU, null));
    assertThatNullPointerException()
        .isThrownBy(() -> glimpse.fewShot(shots))
        .withMessage("files[1]");
    ImageClassifier classifier = glimpse.zeroShot("emu", "okapi");
    assertThatNullPointerException()
        .isThrownBy(() -> classifier.classifyFiles(Arrays.asList(Demo.EMU, null)))
        .withMessage("files[1]");
    assertThatNullPointerException()
        .isThrownBy(() -> classifier.classifyAll(Arrays.asList(Input.of(Demo.EMU), null)))
        .withMessage("one of the inputs is null");
  }
}
