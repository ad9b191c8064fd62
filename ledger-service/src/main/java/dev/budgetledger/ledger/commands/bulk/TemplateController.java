package dev.budgetledger.ledger.commands.bulk;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.budgetledger.ledger.commands.sheets.WorkbookFile;

/** Hands out a workbook to fill in. */
@RestController
@Tag(name = "Bulk 批量")
class TemplateController {

    private static final String DISPOSITION = ContentDisposition.attachment().filename("template.xlsx").build().toString();

    private final byte[] template = PostingTemplate.bytes();

    @GetMapping(path = "/v1/postings/template.xlsx", produces = WorkbookFile.MEDIA_TYPE)
    @Operation(summary = "A workbook of postings to fill in 模板")
    ResponseEntity<byte[]> template() {
        return ResponseEntity.ok().header(HttpHeaders.CONTENT_DISPOSITION, DISPOSITION).body(template);
    }
}
