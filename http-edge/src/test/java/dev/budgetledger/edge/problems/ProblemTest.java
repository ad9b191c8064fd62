package dev.budgetledger.edge.problems;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ProblemTest {

    @ParameterizedTest
    @CsvSource({
        "400, BAD_REQUEST,                     Bad Request",
        "404, NOT_FOUND,                       Not Found",
        "405, METHOD_NOT_ALLOWED,              Method Not Allowed",
        "408, REQUEST_TIMEOUT,                 Request Timeout",
        "413, CONTENT_TOO_LARGE,               Content Too Large",
        "431, REQUEST_HEADER_FIELDS_TOO_LARGE, Request Header Fields Too Large",
        "500, INTERNAL_ERROR,                  Internal Server Error",
        "501, NOT_IMPLEMENTED,                 Not Implemented",
        "503, SERVICE_UNAVAILABLE,             Service Unavailable",
        "499, ERROR,                           Status 499"
    })
    void a_status_alone_says_its_name_no_matter_who_refuses(int status, String code, String title) {
        Problem problem = Problem.ofStatus(status, "", null);

        assertThat(problem.code()).isEqualTo(code);
        assertThat(problem.title()).isEqualTo(title);
        assertThat(problem.detail()).isEqualTo(title);
    }
}
