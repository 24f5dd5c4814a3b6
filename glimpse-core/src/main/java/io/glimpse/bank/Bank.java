package io.glimpse.bank;

import io.glimpse.calibration.Calibration;
import io.glimpse.feature.Cache;
import io.glimpse.feature.ClassSet;
import io.glimpse.feature.EncoderId;
import io.glimpse.feature.LocalTokens;
import io.glimpse.feature.TextFeatures;
import io.glimpse.local.LocalClassifier;
import io.glimpse.local.LocalShots;
import io.glimpse.matrix.Matrix;
import io.glimpse.method.Classifier;
import io.glimpse.method.Parameters;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A few-shot classifier as data: classes with their prompts, the shots, and the method that they
 * were fitted by. See {@link BankFile} for its file.
 *
 * <p>Immutable: every change gives another bank, which shares storage with this one. Whoever asks
 * for the {@link #classifier()} of a bank that grows shot by shot gets each from the one before,
 * where the method can.
 */
public final class Bank {

  private final EncoderId encoder;
  private final BankTexts texts;
  private final BankShots shots;
  private final Fitted fitted;
  private final Provenance provenance;
  private final @Nullable CloudDrawing clouds;
  private final BankAnswers answers;

  /**
   * A bank of its parts.
   *
   * @param encoder what made all features
   * @param texts the classes
   * @param shots the examples
   * @param fitted the method that they are used by
   * @param provenance how method and parameters came about
   * @param clouds how the shots were drawn if they are point clouds; null for pictures
   * @throws IllegalArgumentException if a shot is of no class, or keys and texts differ in width
   */
  public Bank(
      EncoderId encoder,
      BankTexts texts,
      BankShots shots,
      Fitted fitted,
      Provenance provenance,
      @Nullable CloudDrawing clouds) {
    this(encoder, texts, shots, fitted, provenance, clouds, null);
    for (int label : shots.cache().labels()) {
      if (label >= texts.classes().size()) {
        throw new IllegalArgumentException(
            "a shot is of class " + label + ", but there are " + texts.classes().size());
      }
    }
    if (shots.cache().dimension() != texts.features().dimension()) {
      throw new IllegalArgumentException(
          "keys are "
              + shots.cache().dimension()
              + " wide, but texts are "
              + texts.features().dimension()
              + " wide");
    }
  }

  private Bank(
      EncoderId encoder,
      BankTexts texts,
      BankShots shots,
      Fitted fitted,
      Provenance provenance,
      @Nullable CloudDrawing clouds,
      @Nullable Classifier classifier) {
    this.encoder = encoder;
    this.texts = texts;
    this.shots = shots;
    this.fitted = fitted;
    this.provenance = provenance;
    this.clouds = clouds;
    this.answers = new BankAnswers(texts, shots, fitted, provenance.seed(), classifier);
  }

  private Bank changed(BankTexts otherTexts, BankShots otherShots) {
    Fitted kept = otherShots == shots ? fitted : fitted.forOtherShots();
    return new Bank(encoder, otherTexts, otherShots, kept, provenance, clouds, null);
  }

  /** What made all features. */
  public EncoderId encoder() {
    return encoder;
  }

  /** The classes with their prompts. */
  public BankTexts texts() {
    return texts;
  }

  /** The examples. */
  public BankShots shots() {
    return shots;
  }

  /** The method with its parameters, and what it was trained to. */
  public Fitted fitted() {
    return fitted;
  }

  /** How method and parameters came about. */
  public Provenance provenance() {
    return provenance;
  }

  /** How the shots were drawn if they are point clouds; null for pictures. */
  public @Nullable CloudDrawing clouds() {
    return clouds;
  }

  /** The classes, in order. */
  public ClassSet classes() {
    return texts.classes();
  }

  /** The texts' rows. */
  public TextFeatures text() {
    return texts.features();
  }

  /** What was encoded, per class. */
  public List<List<String>> prompts() {
    return texts.prompts();
  }

  /** What classes that are added later are put into. */
  public List<String> templates() {
    return texts.templates();
  }

  /** A key and a class for every shot. */
  public Cache cache() {
    return shots.cache();
  }

  /** The name of the method. */
  public String method() {
    return fitted.name();
  }

  /** The values of the method's parameters. */
  public Map<String, String> parameters() {
    return fitted.parameters();
  }

  /**
   * What training made, by name. Where a closed form has yet to be computed for these shots, it is
   * done here, and not taken from a classifier that grew, so that a bank is kept as a bank of these
   * shots that was made at once.
   */
  public Map<String, Matrix> weights() {
    return fitted.weights().isEmpty() && fitted.method().isClosedForm()
        ? answers.restored().weights()
        : fitted.weights();
  }

  /** The method's parameters, checked. */
  public Parameters checkedParameters() {
    return fitted.checkedParameters();
  }

  /** The class of the shot of an id; empty if the bank has no such shot. */
  public Optional<String> classOf(String id) {
    return shots.find(id).stream().mapToObj(this::className).findFirst();
  }

  /** Encoder, method, the first classes and how many shots there are. */
  @Override
  public String toString() {
    return "Bank[encoder="
        + encoder.name()
        + ", method="
        + method()
        + ", "
        + classes()
        + ", shots="
        + shots.size()
        + "]";
  }

  String className(int shot) {
    return classes().name(cache().label(shot));
  }

  /**
   * The classifier that this bank describes, made when it is first asked for.
   *
   * @throws IllegalArgumentException if its trained weights are missing or do not fit
   */
  public Classifier classifier() {
    return answers.classifier();
  }

  /**
   * How far the answers of its classifier can be trusted: as it was learned when the bank was
   * built, or else from these shots, which may take as long as a fit.
   */
  public Calibration calibration() {
    return answers.calibration();
  }

  /** What looks at places, beside the whole picture; empty where nothing does. */
  public Optional<LocalClassifier> local() {
    return shots.local() != null && classifier() instanceof LocalClassifier both
        ? Optional.of(both)
        : Optional.empty();
  }

  /**
   * This bank with the local tokens of its shots, so that it looks at places, or without them.
   *
   * @param tokens in the order of the shots; null for none
   * @throws IllegalArgumentException if there are more or fewer than shots
   */
  public Bank withLocal(@Nullable LocalShots tokens) {
    return tokens == null && shots.local() == null ? this : changed(texts, shots.withLocal(tokens));
  }

  /**
   * Refuses a bank whose method was trained on the shots that it holds.
   *
   * @throws IllegalArgumentException saying what to do
   */
  public void requireUntrained() {
    if (fitted.isTrained()) {
      throw new IllegalArgumentException(
          "this bank was trained ('"
              + fitted.name()
              + "') on the shots that it holds; build it anew with others");
    }
  }

  /** This bank with another method, or other parameters; training is not kept. */
  public Bank with(String otherMethod, Map<String, String> otherParameters) {
    Fitted other = Fitted.of(otherMethod, otherParameters);
    return new Bank(encoder, texts, shots, other, provenance, clouds, null);
  }

  /**
   * This bank with more shots of one class, which is added at the end if it is new.
   *
   * @param className known or new
   * @param classPrompts what its text rows were made of; not used for a class that is known
   * @param promptRows a unit row of each prompt
   * @param keys a unit row of each shot
   * @param moreShots where they came from; one that the bank holds already is refused
   */
  public Bank with(
      String className,
      List<String> classPrompts,
      Matrix promptRows,
      Matrix keys,
      List<Shot> moreShots) {
    return with(className, classPrompts, promptRows, keys, moreShots, List.of());
  }

  /**
   * As {@link #with(String, List, Matrix, Matrix, List)}.
   *
   * @param places the local tokens of each shot, which a bank needs that looks at places
   */
  public Bank with(
      String className,
      List<String> classPrompts,
      Matrix promptRows,
      Matrix keys,
      List<Shot> moreShots,
      List<LocalTokens> places) {
    requireUntrained();
    BankTexts longer = texts;
    if (classes().index(className).isEmpty()) {
      if (moreShots.isEmpty()) {
        throw new IllegalArgumentException(
            "class '" + className + "' has no shots; give at least one");
      }
      longer = texts.with(className, classPrompts, promptRows);
    }
    int label = longer.classes().index(className).orElseThrow();
    BankShots more = shots.with(keys, label, moreShots, places);
    Classifier grown = answers.grown(longer, more);
    Fitted kept = fitted.forOtherShots();
    return new Bank(encoder, longer, more, kept, provenance, clouds, grown);
  }

  /**
   * This bank without one shot.
   *
   * @throws IllegalArgumentException if there is no such shot, or it is the last of its class
   */
  public Bank withoutShot(String id) {
    requireUntrained();
    int shot = shots.require(id);
    requireOthers(shot);
    BankShots fewer = shots.without(shot);
    Classifier other = answers.without(shot, fewer);
    return new Bank(encoder, texts, fewer, fitted.forOtherShots(), provenance, clouds, other);
  }

  /**
   * This bank with a shot of another class.
   *
   * @param className a class that the bank has
   * @throws IllegalArgumentException if there is no such shot or class, or it is the last of its
   *     class
   */
  public Bank relabel(String shotId, String className) {
    requireUntrained();
    int shot = shots.require(shotId);
    int label = texts.require(className);
    if (cache().label(shot) == label) {
      return this;
    }
    requireOthers(shot);
    return changed(texts, shots.relabelled(shot, label));
  }

  /**
   * This bank with a class by another name. Its texts stay what they were encoded from.
   *
   * @throws IllegalArgumentException if there is no such class, or the other name is taken or blank
   */
  public Bank rename(String className, String otherName) {
    int label = texts.require(className);
    return className.equals(otherName) ? this : changed(texts.renamed(label, otherName), shots);
  }

  /**
   * This bank with a class by another name and with other texts. What was fitted to the old texts
   * is left behind.
   *
   * @param classPrompts what its text rows were made of
   * @param promptRows a unit row of each prompt
   * @throws IllegalArgumentException if there is no such class, the other name is taken or blank,
   *     or the bank was trained with the old texts
   */
  public Bank rename(
      String className, String otherName, List<String> classPrompts, Matrix promptRows) {
    requireUntrained();
    int label = texts.require(className);
    BankTexts named = className.equals(otherName) ? texts : texts.renamed(label, otherName);
    BankTexts others = named.replaced(label, classPrompts, promptRows);
    return new Bank(encoder, others, shots, fitted.forOtherShots(), provenance, clouds, null);
  }

  /**
   * This bank without a class and its shots.
   *
   * @throws IllegalArgumentException if there is no such class, or no other
   */
  public Bank withoutClass(String className) {
    requireUntrained();
    int label = texts.require(className);
    if (classes().isSingle()) {
      throw new IllegalArgumentException(
          "'" + className + "' is the only class; a bank needs at least one");
    }
    return changed(texts.without(label), shots.withoutClass(label));
  }

  private void requireOthers(int shot) {
    if (!shots.hasOthersOfItsClass(shot)) {
      throw new IllegalArgumentException(
          String.format(
              "shot '%s' is the last of class '%s'; remove the class instead",
              shots.get(shot).id(), className(shot)));
    }
  }

  /**
   * This bank and another of the same encoder: classes of one name become one, with this bank's
   * prompts; a shot that both hold is kept once. Method and parameters are this bank's.
   *
   * @throws IllegalArgumentException if the encoders differ, one bank holds point clouds and the
   *     other pictures or clouds that were drawn otherwise, or a shot that both hold has another
   *     class in each, naming the shot
   */
  public Bank merge(Bank other) {
    return BankMerge.of(this, other);
  }
}
