const set = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s*[,\n]\s*/))

/** Vietnamese family names that are no other word at the head of a phrase, lower case. */
export const SURNAMES = set(
  'nguyễn, trần, lê, phạm, hoàng, huỳnh, phan, vũ, võ, đặng, bùi, đỗ, ngô, dương, đinh, đoàn, trịnh, lương, quách, nông, giàng, sùng, thào, triệu, đàm, hứa, quàng, lường, phùng, tống, nghiêm, khổng, âu, lò, vừ, hạng, mùa, thền, sầm',
)

/** Those that are also words: only with Văn or Thị, or after a word for a patient. */
export const WORD_SURNAMES = set(
  'hồ, lý, mai, lưu, tô, tạ, chu, cao, hà, vàng, ma, bàn, lục, la, vi, cầm, tòng, hầu, kiều, thái, tăng, từ, văn, lâm, đào, bế, hoa, đồng, thân, phí, bạch, mã, cù, lã, doãn, tào, giáp',
)

/** As typed without diacritics, where English has no such word. */
export const PLAIN_SURNAMES = set(
  'nguyen, tran, pham, hoang, huynh, phan, vu, vo, dang, bui, ngo, duong, dinh, doan, trinh, luong',
)

/** Folded: provinces, cities and other names of two words that begin like a person's. */
export const PLACES = set(
  `ha noi, ha giang, ha nam, ha tinh, ha dong, ha long, cao bang, thai nguyen, thai binh, ho chi minh, vinh long,
  hoa binh, lam dong, dong nai, dong thap, tuyen quang, quang ninh, bac giang, bac ninh, bac kan, lao cai, yen bai, phu tho,
  lang son, son la, dien bien, lai chau, hung yen, hai duong, hai phong, nam dinh, ninh binh, thanh hoa, nghe an, da nang,
  quang nam, quang ngai, binh dinh, phu yen, khanh hoa, ninh thuan, binh thuan, kon tum, gia lai, dak lak, binh duong,
  binh phuoc, tay ninh, long an, tien giang, ben tre, tra vinh, an giang, can tho, hau giang, soc trang, bac lieu, ca mau,
  bach mai, viet duc, cho ray, viet nam, han quoc, nhat ban, trung quoc, dai hoc, benh vien, vo khuan, vo cam, vo trung,
  duong mat, duong huyet, duong tinh, duong vao, duong kinh, vu trai, vu phai, do phan, do thanh, le thuoc, phan thuy,
  phan tram, phan loai, phan do, phan suat, phan ung, phan nhanh, phan doan, dinh luong, dinh vi, do la, do chenh,
  bui gian, bui tri, bui thi`,
)

/** Syllables that follow a word for a patient without being a name. */
export const VIETNAMESE_NOT = set(
  'nam, nữ, việt, hàn, trung, kinh, tày, nùng, dao, thái, mường, nhi, già, trẻ, gái, trai, có, không, sau, khi, vào, bị, đã, được, đến, và, thứ, này, ở, cao, da, tỉnh, hmông, mông, h, quốc, quy, vô',
)

/** How a colleague is named. */
export const TITLES =
  /(?:\b(?:BS|BSCK|BS\s?CK\s?I{1,2}|CKI{1,2}|CK[12]|ThS|TS|PGS|GS|BSNT|ĐD|KTV|Dr|Prof|Professor|MD|et al)\.?|bác sĩ|bác sỹ|giáo sư|tiến sĩ|thạc sĩ|điều dưỡng|kỹ thuật viên|đường|phố|bệnh viện|đại học|trường|hội|theo|phương pháp|phân loại|hội chứng|dấu hiệu|University|Hospital of)[\s.:]*$/iu

export const ENGLISH_FIRST = set(
  'john, james, robert, michael, william, david, richard, joseph, thomas, charles, daniel, matthew, anthony, mark, steven, paul, andrew, kevin, brian, george, edward, ronald, timothy, jason, jeffrey, ryan, jacob, gary, nicholas, eric, jonathan, stephen, larry, justin, scott, brandon, benjamin, samuel, gregory, frank, alexander, patrick, raymond, jack, dennis, jerry, peter, mary, patricia, jennifer, linda, elizabeth, barbara, susan, jessica, sarah, karen, lisa, nancy, betty, margaret, sandra, ashley, kimberly, emily, donna, michelle, carol, amanda, melissa, deborah, stephanie, rebecca, sharon, laura, cynthia, kathleen, amy, angela, anna, jane, maria, julia, emma, olivia, sophia',
)

/** After two capitalised words: they name a thing, not a patient. */
export const EPONYM_NEXT =
  /^(?:syndrome|sign|disease|score|scale|classification|criteria|method|technique|procedure|tumou?r|type|grade|catheter|wire|sheath|stent|coil|device|hospital|university|et|reported|described|ligament|fistula|aneurysm)/i

export const KOREAN_SURNAMES =
  '김이박최정강조윤장임한오서신권황안송류유전홍고문양손배백허남심노하곽성차주우구민진지엄채원천방공현함변염여추도소석선설마길연표명기반왕금옥육인맹제모탁국'

/** Syllables of given names, from the registers of most frequent names of the last eight decades. */
export const KOREAN_GIVEN: ReadonlySet<string> = new Set(
  '민서준지현수영희철호진우성은경미정숙자순옥선혜윤하연아재훈동원석용상태규환광형기종창병인말복례분남금춘길두만식구근덕일화란애주예유나다라리빈솔채율담온찬혁욱섭범열웅권균택건겸엽한승세시도이준길복달봉필홍란향월매난국화',
)

/** Words of a report that are made of a surname's syllable and others. */
export const KOREAN_NOT: ReadonlySet<string> = set(
  `정상인, 이상지, 고령자, 고혈압, 유방암, 전립선, 신장암, 심부전, 심근경, 황달의, 신생아, 임산부, 임신부, 남성의, 여성의, 이식한, 전이성,
  한국인, 외국인, 중국인, 장기간, 성인의, 소아의, 진행성, 이전의, 원발성, 인공지, 정맥류, 동맥류, 경동맥, 신동맥, 기관지, 이환된, 한명의,
  조영제, 정형외, 신경외, 구급차, 유사한, 주요한, 진단된, 시행한, 성공한, 이러한, 이용한, 동일한, 주치의, 전공의, 조영술, 시술한, 기저질,
  고위험, 저위험, 간암의, 진행한, 호소한, 내원한, 입원한, 퇴원한, 안정된, 양호한, 중증의, 경증의, 이후의, 최근에, 지속된, 재발한, 우측의, 하지정, 서울대, 손님,
  보호자, 선생, 교수, 의사, 원장, 과장, 고객, 하나, 모두`,
)
