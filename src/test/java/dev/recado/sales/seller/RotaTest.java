package dev.recado.sales.seller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recado.sales.seller.Rota.Candidate;
import java.util.List;
import org.junit.jupiter.api.Test;

class RotaTest {

  @Test
  void theNextSellerHasTheLeastLoadThenTheLongestWaitThenTheLowestId() {
    assertThat(next(new Candidate(1, 3, 0, 1), new Candidate(2, 2, 0, 9))).isEqualTo(2);
    assertThat(next(new Candidate(1, 2, 0, 8), new Candidate(2, 2, 0, 7))).isEqualTo(2);
    assertThat(next(new Candidate(2, 0, 0, 0), new Candidate(1, 0, 0, 0))).isEqualTo(1);
    assertThat(Rota.next(List.of())).isEmpty();
  }

  private static long next(Candidate... candidates) {
    return Rota.next(List.of(candidates)).orElseThrow().seller();
  }

  @Test
  void aJoiningSellerStartsWithTheLeastLoadOfTheOthers() {
    List<Candidate> others = List.of(new Candidate(1, 100, 0, 8), new Candidate(2, 101, 0, 9));

    assertThat(Rota.entry(3, 0, others)).isEqualTo(100);
    assertThat(Rota.entry(3, 40, others)).isEqualTo(60);
    assertThat(Rota.entry(3, 120, others)).isZero();
    assertThat(Rota.entry(3, 0, List.of())).isZero();
  }

  @Test
  void aHeadStartShrinksWithTheLoadOfTheOthers() {
    Candidate newcomer = new Candidate(3, 10, 100, 8);

    assertThat(Rota.settle(List.of(new Candidate(1, 110, 0, 1), newcomer)))
        .extracting(Candidate::load)
        .containsExactly(110, 110);
    assertThat(Rota.settle(List.of(new Candidate(1, 50, 0, 1), newcomer)))
        .extracting(Candidate::load)
        .containsExactly(50, 50);
    assertThat(Rota.settle(List.of(new Candidate(1, 0, 0, 1), newcomer)))
        .extracting(Candidate::load)
        .containsExactly(0, 10);
    assertThat(Rota.settle(List.of(newcomer))).extracting(Candidate::load).containsExactly(10);
  }
}
