package dev.recado.spine.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class StableIdTest {

  @Test
  void anIdIsTheSameForEver() {
    // The literal is fixed: if a release changed ids, the hub would send everything again.
    assertThat(StableId.of("odoo", "account.move:1:abc"))
        .hasToString("45305bd2-7330-8f0b-90da-acbbd34690de");
  }

  @Property(tries = 200)
  void theSamePartsGiveTheSameVersion8Id(@ForAll String a, @ForAll String b) {
    assertThat(StableId.of(a, b)).isEqualTo(StableId.of(a, b));
    assertThat(StableId.of(a, b).version()).isEqualTo(8);
    assertThat(StableId.of(a, b).variant()).isEqualTo(2);
  }

  @Property(tries = 200)
  void theBoundaryBetweenPartsIsPartOfTheId(@ForAll String a, @ForAll char b) {
    assertThat(StableId.of(a + b, "c")).isNotEqualTo(StableId.of(a, b + "c"));
  }
}
