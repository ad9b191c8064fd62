package dev.budgetledger.ledger.commands;

import io.swagger.v3.oas.annotations.Hidden;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.budgetledger.edge.HtmlPage;

/** What this service is, for people. */
@RestController
@Hidden
class FrontPageController {

    private static final String ELSEWHERE = """
            <p>公开表由投影服务提供。<span lang="en">The projection service has the tables.</span></p>""";

    private final HtmlPage page;

    FrontPageController(HttpSettings settings) {
        String tables = settings.projection() == null
                ? ELSEWHERE
                : "<p><a href=\"%s\">部门和年度 <span lang=\"en\">Departments and years</span></a></p>"
                        .formatted(HtmlPage.text(settings.projection().toString()));
        page = new HtmlPage("部门预算账本 · Budget ledger", """
                <h1>部门预算账本 <span lang="en">Budget ledger</span></h1>
                <p>在这里记账：下达、调剂、追加、追减、冻结、冲销、结转。已经记下的，永不改写；账本日志由检查点签名，谁都可以核对。</p>
                <p lang="en">Budget operations of departments are posted here. Nothing that was recorded is ever rewritten; checkpoints sign the log,
                and anyone can check it.</p>
                <h2>公开表 <span lang="en">Tables</span></h2>
                %s
                <h2>接口 <span lang="en">API</span></h2>
                <ul>
                <li><a href="/swagger-ui.html">接口说明，可以试用 <span lang="en">Every address, to try</span></a></li>
                <li><a href="/v3/api-docs">OpenAPI</a></li>
                </ul>
                <h2>账本日志 <span lang="en">Log</span></h2>
                <ul>
                <li><a href="/v1/log/checkpoint">检查点，请保存 <span lang="en">The signed head of the log, to keep</span></a></li>
                <li><a href="/v1/log/key">验证公钥 <span lang="en">The key that it verifies with</span></a></li>
                <li><a href="/v1/facts">事实，每行一个 <span lang="en">The facts, one a line</span></a></li>
                </ul>""".formatted(tables));
    }

    @GetMapping(path = "/", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> page() {
        return page.answer();
    }
}
