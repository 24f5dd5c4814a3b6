package io.glimpse.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.ParameterException;

class ClassifyOptionsTest {

  private static ClassifyOptions parsed(String... args) {
    ClassifyOptions options = new ClassifyOptions();
    options.commandLine().parseArgs(args);
    return options;
  }

  @Test
  void aBankTwoFoldersAndNothingElseAreEnough() {
    ClassifyOptions options = parsed("--bank", "my.bank", "--input", "in", "--output=@out");

    assertThat(options.source.bank).isEqualTo("my.bank");
    assertThat(options.source.classes).isNull();
    assertThat(options.input).isEqualTo("in");
    assertThat(options.output).isEqualTo("@out");
    assertThat(options.format).hasToString("json");
    assertThat(options.encoder).isNull();
    assertThat(options.precision).isNull();
    assertThat(options.partitions).isZero();
    assertThat(options.overwrite).isFalse();
  }

  @Test
  void allElseCanBeSaid() {
    ClassifyOptions options =
        parsed(
            "--classes=cat,snow leopard",
            "--input=in",
            "--output=out",
            "--format=PARQUET",
            "--encoder=ViT-B/32",
            "--precision=int8",
            "--partitions=7",
            "--overwrite");

    assertThat(options.source.bank).isNull();
    assertThat(options.source.classes).isEqualTo("cat,snow leopard");
    assertThat(options.format).hasToString("parquet");
    assertThat(options.encoder).isEqualTo("ViT-B/32");
    assertThat(options.precision).isEqualTo("int8");
    assertThat(options.partitions).isEqualTo(7);
    assertThat(options.overwrite).isTrue();
  }

  @Test
  void theLastOfTwoCounts() {
    assertThat(parsed("--bank=b", "--input=in", "--output=one", "--output=two").output)
        .isEqualTo("two");
  }

  @Test
  void helpNeedsNothingElse() {
    assertThat(parsed("--help").help).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "--input=in --output=out | --bank=FILE",
        "--bank=b --classes=c --input=in --output=out | mutually exclusive",
        "--bank=b --output=out | --input=DIR",
        "--bank=b --input=in | --output=DIR",
        "--bank=b --input=in --output | --output",
        "--bank=b --input=in --output=out --such=1 | --such",
        "--bank=b --input=in --output=out more | more",
        "--bank=b --input=in --output=out --format=csv | 'csv'",
        "--bank=b --input=in --output=out --partitions=-1 | '-1' is not a number from 1 on",
        "--bank=b --input=in --output=out --partitions=many | 'many' is not a number from 1 on"
      })
  void aWrongCommandLineIsToldWithTheWordThatIsWrong(String line, String told) {
    String[] args = line.split(" ");

    assertThatThrownBy(() -> parsed(args))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining(told);
  }
}
