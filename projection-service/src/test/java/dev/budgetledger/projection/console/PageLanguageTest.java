package dev.budgetledger.projection.console;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class PageLanguageTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "<a href=\"/x\"> | <a href=\"/x?lang=en\">",
        "<a class=\"b\" href=\"/x?a=1&amp;b=2\"> | <a class=\"b\" href=\"/x?a=1&amp;b=2&amp;lang=en\">",
        "<a href=\"/x?lang=zh\"> | <a href=\"/x?lang=zh\">",
        "<a href=\"#answer\"> | <a href=\"#answer\">",
        "<a href=\"/x?format=csv\"> | <a href=\"/x?format=csv\">",
        "<a href=\"/x?format=html\"> | <a href=\"/x?format=html&amp;lang=en\">",
        "<a href=\"/v1/disclosures/301/2023/evidence/4\"> | <a href=\"/v1/disclosures/301/2023/evidence/4\">",
        "<form class=\"desk\" method=\"post\" action=\"/desk/301/2023/transfers\"> | <form class=\"desk\" method=\"post\" action=\"/desk/301/2023/transfers?lang=en\">",
        "<form method=\"post\" action=\"/v1/x\"> | <form method=\"post\" action=\"/v1/x?lang=en\">",
        "<a href=\"/login\"> | <a href=\"/login\">",
        "<form method=\"post\" action=\"/logout\"> | <form method=\"post\" action=\"/logout\">",
        "<a href=\"/loginx\"> | <a href=\"/loginx?lang=en\">",
        "<form method=\"get\" action=\"/x\"> | <form method=\"get\" action=\"/x\"><input type=\"hidden\" name=\"lang\" value=\"en\"/>",
        "<p> href=\"/x\" | <p> href=\"/x\"",
    })
    void what_leads_from_a_page_keeps_its_language(String markup, String kept) {
        StringBuilder written = new StringBuilder();
        PageLanguage.ENGLISH.during(null, () -> written.append(PageLanguage.kept(markup)));

        assertThat(written).hasToString(kept);
        assertThat(PageLanguage.kept(markup)).as("where both stand").isEqualTo(markup);
    }
}
