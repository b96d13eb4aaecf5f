package io.hallpulse.gateway.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.web.Words;
import io.hallpulse.web.cases.CaseWords;
import org.junit.jupiter.api.Test;

class CaseWordsTest {
    @Test
    void stateAndStep_ofASchemeOfOnesOwn_areTheirIdsInWords_andUsualOnesAreTranslated() {
        for (Words words : new Words[] {Words.ofCode("zh"), Words.ofCode("en")}) {
            assertThat(CaseWords.state(words, "door-check_again")).isEqualTo("door check again");
            assertThat(CaseWords.step(words, "ask-again")).isEqualTo("ask again");
        }
        assertThat(CaseWords.state(Words.ofCode("zh"), "call-back")).isEqualTo("待回访");
    }
}
