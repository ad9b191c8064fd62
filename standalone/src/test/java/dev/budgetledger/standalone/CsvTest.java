package dev.budgetledger.standalone;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CsvTest {

    @Test
    void cells_may_be_empty_and_may_hold_commas_and_quotes() {
        assertThat(Csv.parse("序号,项目\r\n1,\"\"\"三公\"\"经费,小计\"\r\n,\n"))
                .containsExactly(List.of("序号", "项目"), List.of("1", "\"三公\"经费,小计"), List.of("", ""));
    }
}
