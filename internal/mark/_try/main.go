package main
import ("fmt";"os";"strings";"dateline/internal/clean";"dateline/samples")
func main(){
 c,err:=clean.New(os.DirFS("rules"),clean.Options{}); if err!=nil{panic(err)}
 es,_:=samples.Files.ReadDir(".")
 for _,e:=range es{
  b,_:=samples.Files.ReadFile(e.Name())
  f:=clean.Plain
  switch{case strings.HasSuffix(e.Name(),".md"):f=clean.Markdown;case strings.HasSuffix(e.Name(),".html"):f=clean.HTML;case strings.HasSuffix(e.Name(),".jsonl"):continue}
  p,err:=c.Clean(clean.Raw{Bytes:b,Format:f})
  r:=p.Document.Report
  fmt.Printf("== %s err=%v\n outlet=%q title=%q by=%q date=%s lang=%s head=%q lead=%q notes=%v\n",e.Name(),err,r.Outlet,r.Title,r.Byline,r.Published,r.Language,p.Document.At(p.Document.Head),p.Document.At(p.Document.Lead),p.Notes)
  body:=p.Document.Body
  n:=min(len(body),260)
  fmt.Println(" BEGIN:",body[:n]); fmt.Println(" END:",body[max(0,len(body)-200):])
 }
}
